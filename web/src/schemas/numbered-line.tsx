import { CodeLine } from '../event/code-line.tsx'

/** A line of a schema file with its number; `mark` is `hit` or `look` where there is something about it. */
export function NumberedLine(props: {
  number: number
  text: string
  mark?: string | undefined
  title?: string | undefined
}) {
  const { number, text, mark, title } = props
  return (
    <div className={mark === undefined ? 'ln' : `ln ${mark}`} title={title}>
      <span className="no">{number}</span>
      <span className="tx">
        <CodeLine text={text} language="yaml" />
      </span>
    </div>
  )
}
