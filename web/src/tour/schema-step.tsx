import { useMutation } from '@tanstack/react-query'
import { api } from '../api.ts'
import { Problem } from '../parts/problem.tsx'
import { Sentence } from '../parts/sentence.tsx'
import type { Check } from '../schemas/wire.ts'
import { counted } from '../words.ts'
import { tick, useProgress } from './progress.ts'

const field = 'reviewed_by'

/** Judges two candidates of the schema that the sent event names: a new field, required and then optional. */
export function SchemaStep() {
  const { sent, done } = useProgress()
  const [, title, version] = /^\/(.+)\/([^/]+)$/.exec(sent?.schema ?? '') ?? []
  const checking = useMutation({
    mutationFn: (isRequired: boolean) => checkWith(title ?? '', version ?? '', isRequired),
    onSuccess(check, isRequired) {
      if (isRequired) tick('break-asked')
      if (isRequired && !check.verdicts.BACKWARD) tick('break-found')
      if (!isRequired && check.verdicts.BACKWARD) tick('kept-whole')
    },
  })
  if (title === undefined || version === undefined) return <p>Send an event first: step 1.</p>
  return (
    <>
      <div className="tour-acts">
        <button
          type="button"
          className="btn require"
          disabled={checking.isPending}
          onClick={() => checking.mutate(true)}
        >
          Require {field}
        </button>
        {done['break-found'] === undefined ? null : (
          <button
            type="button"
            className="btn permit"
            disabled={checking.isPending}
            onClick={() => checking.mutate(false)}
          >
            Make it optional
          </button>
        )}
      </div>
      <div role="status">
        {checking.error === null ? null : <Problem error={checking.error} />}
        {checking.data === undefined ? null : <Verdict check={checking.data} />}
      </div>
    </>
  )
}

function Verdict({ check }: { check: Check }) {
  const { verdicts, changes, blastRadius, suggestedVersion } = check
  const [first] = changes.filter(({ breaks }) => breaks.includes('BACKWARD'))
  if (verdicts.BACKWARD) {
    return (
      <p>
        Every stored event still passes. It would be version <code>{suggestedVersion}</code>.
      </p>
    )
  }
  return (
    <p>
      <Sentence text={first?.message ?? 'It breaks what consumers rely on.'} />{' '}
      {blastRadius === null
        ? ''
        : `${counted(blastRadius.refused, 'stored event')} of ${blastRadius.events} would be refused. `}
      It would need version <code>{suggestedVersion}</code>.
    </p>
  )
}

async function checkWith(title: string, version: string, isRequired: boolean): Promise<Check> {
  const { schema } = await api.schemaVersion(title, version)
  const { examples: _old, ...own } = schema ?? {}
  const required = Array.isArray(own.required) ? own.required : []
  const candidate = {
    ...own,
    properties: {
      ...(own.properties as object),
      [field]: { type: 'string', maxLength: 255, description: 'Who looked.' },
    },
    required: isRequired ? [...required, field] : required,
  }
  return api.checkCandidate(candidate, `/${title}/${version}`)
}
