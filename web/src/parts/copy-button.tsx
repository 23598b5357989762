import { type ReactNode, useEffect, useState } from 'react'
import { Icon } from './icon.tsx'

/** Puts a text on the clipboard and says so in its own place. */
export function CopyButton(props: { text: string | (() => string); className?: string; children?: ReactNode }) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 1600)
    return () => clearTimeout(timer)
  }, [copied])

  const copy = async () => {
    await copyText(typeof props.text === 'string' ? props.text : props.text())
    setCopied(true)
  }
  return (
    <button type="button" className={props.className ?? 'btn plain'} onClick={copy}>
      <Icon name={copied ? 'tick' : 'copy'} />
      <span aria-live="polite">{copied ? 'Copied' : (props.children ?? 'Copy')}</span>
    </button>
  )
}

/** Puts a text on the clipboard. Where the page is not on localhost or https, a text field still has one. */
export async function copyText(text: string) {
  if (navigator.clipboard !== undefined) return navigator.clipboard.writeText(text)
  const field = document.createElement('textarea')
  field.value = text
  document.body.append(field)
  field.select()
  document.execCommand('copy')
  field.remove()
}
