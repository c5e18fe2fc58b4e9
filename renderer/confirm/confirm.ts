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
if (question.notice !== null) {
  part('notice', HTMLParagraphElement).textContent = question.notice
  part('notice', HTMLParagraphElement).hidden = false
}
for (const [name, value] of question.facts) {
  const term = document.createElement('dt')
  const text = document.createElement('dd')
  term.textContent = name
  text.textContent = value
  part('facts', HTMLDListElement).append(term, text)
}
part('form', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault()
  void window.confirmation.answer({ passphrase: passphrase.value })
})
part('cancel', HTMLButtonElement).addEventListener('click', () => void window.confirmation.answer(undefined))
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') void window.confirmation.answer(undefined)
})

// Nobody can answer before the question is there and somebody listens.
part('accept', HTMLButtonElement).disabled = false
part('cancel', HTMLButtonElement).disabled = false
if (question.passphraseLabel !== null) {
  part('label', HTMLSpanElement).textContent = question.passphraseLabel
  if (question.plain) passphrase.type = 'text'
  part('field', HTMLLabelElement).hidden = false
  passphrase.focus()
} else part('accept', HTMLButtonElement).focus()
