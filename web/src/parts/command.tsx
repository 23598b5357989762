import { CopyButton } from './copy-button.tsx'

/** What to type or write elsewhere, to be copied; `label` says in which language it is where that is no shell's. */
export function Command({ text, label }: { text: string; label?: string }) {
  return (
    <div className="cmd">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long line scrolls, also by keys */}
      <pre className={label === undefined ? 'code sh' : 'code'} tabIndex={0} title={label}>
        {text}
      </pre>
      <CopyButton text={text} />
    </div>
  )
}
