import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync, Visitor } from 'vite'
import { root } from './checkout.ts'

/** Texts in code that may be keys of phrases. */
export interface SpokenKeys {
  /** Asked for by name: `t('window.title')`. */
  readonly asked: readonly string[]
  /** Any plain text: keys also stand in tables. */
  readonly texts: readonly string[]
  /** Keys put together at run time: `failure.${code}.title`, as a pattern that says which keys it can reach. */
  readonly patterns: readonly RegExp[]
}

const speakers = /^(t|phrases|translate)$/

/** What a module says, read by a real parser. */
export function spokenKeysOf(module: string): SpokenKeys {
  const asked: string[] = []
  const texts: string[] = []
  const patterns: RegExp[] = []
  const { program } = parseSync(module, readFileSync(join(root, module), 'utf8'))
  new Visitor({
    Literal({ value }) {
      if (typeof value === 'string') texts.push(value)
      // The beginning of a key that is added to.
      if (typeof value === 'string' && /^[a-z]\w*\..*\.$/i.test(value)) patterns.push(startingWith(value))
    },
    TemplateLiteral({ quasis }) {
      const pieces = quasis.map(({ value }) => value.cooked ?? value.raw)
      if (/^[a-z]\w*\./i.test(pieces[0] ?? '')) patterns.push(madeOf(pieces))
    },
    CallExpression({ callee, arguments: [key] }) {
      const name = callee.type === 'MemberExpression' ? callee.property : callee
      if (name.type !== 'Identifier' || !speakers.test(name.name)) return
      if (key?.type === 'Literal' && typeof key.value === 'string') asked.push(key.value)
    },
  }).visit(program)
  return { asked, texts, patterns }
}

/** The texts of all `code: '...'` members of the types in a module. */
export function codesOf(module: string): string[] {
  const codes: string[] = []
  const { program } = parseSync(module, readFileSync(join(root, module), 'utf8'))
  new Visitor({
    TSPropertySignature({ key, typeAnnotation }) {
      if (key.type !== 'Identifier' || key.name !== 'code') return
      const type = typeAnnotation?.typeAnnotation
      if (type?.type !== 'TSLiteralType' || type.literal.type !== 'Literal') return
      if (typeof type.literal.value === 'string') codes.push(type.literal.value)
    },
  }).visit(program)
  return codes
}

/** The texts of a type that is a union of texts. */
export function membersOf(module: string, type: string): string[] {
  const members: string[] = []
  const { program } = parseSync(module, readFileSync(join(root, module), 'utf8'))
  new Visitor({
    TSTypeAliasDeclaration({ id, typeAnnotation }) {
      if (id.name !== type || typeAnnotation.type !== 'TSUnionType') return
      for (const one of typeAnnotation.types) {
        if (one.type === 'TSLiteralType' && one.literal.type === 'Literal')
          members.push(String(one.literal.value))
      }
    },
  }).visit(program)
  return members
}

function startingWith(text: string): RegExp {
  return new RegExp(`^${quoted(text)}`)
}

function madeOf(pieces: readonly string[]): RegExp {
  return new RegExp(`^${pieces.map(quoted).join('.+')}$`)
}

function quoted(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
