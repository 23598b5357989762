import { Link } from '@tanstack/react-router'
import { CopyButton } from '../parts/copy-button.tsx'
import { editorLink } from '../parts/editor-link.ts'
import { fileName } from '../schemas/files.ts'
import type { Problem, SchemaSource, StoredEvent } from '../wire.ts'
import { plain } from '../words.ts'
import type { Place } from './place.ts'

/** Where the problem is, in words that go into an editor, a search or a bug report. */
export function WhyFoot({ event, problem, place }: { event: StoredEvent; problem: Problem; place: Place }) {
  const rule = problem.schema
  const source = rule === undefined ? undefined : sourceOf(event, rule.file)
  return (
    <div className="foot">
      <code>{problem.pointer === '' ? '/' : problem.pointer}</code>
      {rule === undefined || place === 'panel' ? null : (
        <code className="only-wide" title="Where the rule stands in the schema">
          #{rule.pointer}
        </code>
      )}
      <span>
        {problem.line === undefined ? '' : `line ${problem.line}`}
        {rule === undefined ? null : (
          <>
            {problem.line === undefined ? '' : ', '}rule at{' '}
            <Link to="/schemas/$" params={{ _splat: rule.uri.slice(1) }} title={rule.file}>
              <code>
                {fileName(rule.file)}:{rule.line}
              </code>
            </Link>
          </>
        )}
      </span>
      <span className="grow" />
      {rule === undefined || source === undefined ? null : (
        <a href={editorLink(source.path, rule.line)} title="Opens in VS Code">
          Open in editor
        </a>
      )}
      <CopyButton className="link" text={() => bugReport(event)}>
        Copy for a bug report
      </CopyButton>
    </div>
  )
}

/** Everything another person needs to see the same refusal, as Markdown. */
export function bugReport(event: StoredEvent): string {
  const problems = event.problems.map((problem, index) => {
    const lines = [`${index + 1}. ${problem.message}`]
    if (problem.hint !== undefined) lines.push(`   ${problem.hint}`)
    lines.push(`   at \`${problem.pointer || '/'}\`${problem.line === undefined ? '' : `, line ${problem.line}`}`)
    if (problem.schema !== undefined) {
      const { uri, pointer, file, line } = problem.schema
      lines.push(`   rule \`${uri}#${pointer}\`, ${file}:${line}`)
    }
    return lines.join('\n')
  })
  const first = plain(event.problems[0]?.message ?? 'Refused.')
  return [
    `**${event.stream ?? 'An event without a stream'}: ${first}**`,
    `Received ${event.receivedAt} from ${event.producer ?? 'an unnamed producer'}, schema ${event.schema ?? 'not named'}.`,
    problems.join('\n'),
    `\`\`\`json\n${event.text}\n\`\`\``,
    '',
  ].join('\n\n')
}

/** The schema file, of those an event has to do with. */
export function sourceOf(event: StoredEvent, file: string): SchemaSource | undefined {
  return [event.schemaSource, ...event.sources].find(source => source?.file === file) ?? undefined
}
