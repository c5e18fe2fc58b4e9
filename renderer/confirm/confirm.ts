import '../own-scripts.ts'
import type { Confirmation } from '../../preload/contract/confirmation.ts'

declare global {
  interface Window {
    readonly confirmation: Confirmation
  }
}

function part<T extends HTMLElement>(id: string, kind: new () => T): T {
  const element = document.getElementById(id)
  if (!(element instanceof kind)) throw new Error(`no ${id}`)
  return element
}

const question = await window.confirmation.question()
const passphrase = part('passphrase', HTMLInputElement)

document.documentElement.lang = question.language
document.title = question.title
part('title', HTMLHeadingElement).textContent = question.title
part('body', HTMLParagraphElement).textContent = question.body
part('accept', HTMLButtonElement).textContent = question.accept
part('cancel', HTMLButtonElement).textContent = question.cancel
if (question.notice !== null) say('notice', question.notice)
for (const [name, value] of question.facts) {
  const term = document.createElement('dt')
  const text = document.createElement('dd')
  term.textContent = name
  text.textContent = value
  part('facts', HTMLDListElement).append(term, text)
}
part('form', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault()
  const trouble = troubleWithNew()
  if (trouble !== undefined) say('notice', trouble)
  else void window.confirmation.answer({ passphrase: passphrase.value, ...chosen() })
})
part('cancel', HTMLButtonElement).addEventListener('click', () => void window.confirmation.answer(undefined))
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') void window.confirmation.answer(undefined)
})

// Nobody can answer before the question is there and somebody listens.
part('accept', HTMLButtonElement).disabled = false
part('cancel', HTMLButtonElement).disabled = false
askFor(question.passphraseLabel)
if (question.plain) passphrase.type = 'text'
if (question.repeat) {
  part('repeat-label', HTMLSpanElement).textContent = question.repeat.label
  part('again', HTMLLabelElement).hidden = false
}
offerChoice()
if (part('field', HTMLLabelElement).hidden) part('accept', HTMLButtonElement).focus()
else passphrase.focus()

function say(id: 'notice' | 'warning', text: string | null): void {
  part(id, HTMLParagraphElement).textContent = text
  part(id, HTMLParagraphElement).hidden = text === null
}

function askFor(label: string | null): void {
  part('label', HTMLSpanElement).textContent = label
  part('field', HTMLLabelElement).hidden = label === null
  passphrase.value = ''
}

function offerChoice(): void {
  const { choice } = question
  if (!choice) return
  const select = part('choice', HTMLSelectElement)
  part('choice-label', HTMLSpanElement).textContent = choice.label
  for (const { value, text } of choice.options) select.add(new Option(text, value))
  const take = (): void => {
    const option = choice.options.find(({ value }) => value === select.value)
    askFor(option?.passphraseLabel ?? null)
    say('warning', option?.warning ?? null)
  }
  select.value = choice.chosen
  select.addEventListener('change', take)
  part('people', HTMLLabelElement).hidden = false
  take()
}

function chosen(): { readonly choice?: string } {
  return question.choice ? { choice: part('choice', HTMLSelectElement).value } : {}
}

/** Main looks at the length again; here it is said before anything is closed. */
function troubleWithNew(): string | undefined {
  if (!question.repeat) return undefined
  if ([...passphrase.value].length < question.repeat.least) return question.repeat.tooShort
  return passphrase.value === part('repeat', HTMLInputElement).value ? undefined : question.repeat.differs
}
