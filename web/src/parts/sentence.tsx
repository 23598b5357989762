import { Fragment } from 'react'

/** A sentence of the sandbox: what stands between backticks is the machine's and set so. */
export function Sentence({ text }: { text: string }) {
  return text.split('`').map((part, index) => {
    const key = `${index}:${part}`
    return index % 2 === 1 ? <code key={key}>{part}</code> : <Fragment key={key}>{part}</Fragment>
  })
}
