import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../api.ts'
import { CodeLine } from '../event/code-line.tsx'
import { AskDialog } from '../parts/ask-dialog.tsx'
import { Problem } from '../parts/problem.tsx'
import { fileName } from './files.ts'
import type { AskedEdit, Edit } from './wire.ts'

/** Shows the lines of a `current` file that an edit changes, and writes them once somebody says so. */
export function EditDialog(props: { title: string; edit: AskedEdit; close(): void; done(file: string): void }) {
  const queries = useQueryClient()
  const { data, error } = useQuery({
    queryKey: ['edit', props.edit],
    queryFn: () => api.editSchema(props.edit),
    // What is shown is what is written: the file is asked each time the dialog opens, and never while it stands.
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
  const writing = useMutation({
    mutationFn: ({ basis }: Edit) => api.editSchema({ ...props.edit, basis }),
    onSuccess: async ({ file }) => {
      props.done(fileName(file))
      props.close()
      await queries.invalidateQueries({ queryKey: ['schema'] })
    },
  })
  return (
    <AskDialog
      shown
      close={props.close}
      title={props.title}
      verb={data === undefined ? 'Write the file' : `Write ${fileName(data.file)}`}
      summary={data === undefined ? undefined : data.file}
      act={() => data && writing.mutate(data)}
      isBusy={writing.isPending}
      isBarred={data === undefined || data.lines.length === 0}
      error={writing.error}
    >
      {error === null ? <Lines edit={data} /> : <Problem error={error} />}
    </AskDialog>
  )
}

const signs = { same: ' ', gone: '-', new: '+' } as const

function Lines({ edit }: { edit: Edit | undefined }) {
  if (edit === undefined) return <p className="dim">Looking at the file…</p>
  const language = edit.file.endsWith('.json') ? 'json' : 'yaml'
  return (
    <section className="code edit" aria-label="What changes">
      {edit.lines.map(({ kind, number, text }, index) => {
        const isApart = index > 0 && number > (edit.lines[index - 1]?.number ?? 0) + 1
        return (
          <div className={isApart ? `ln ${kind} apart` : `ln ${kind}`} key={`${kind} ${number}`}>
            <span className="no">{number}</span>
            <span className="sign">{signs[kind]}</span>
            <span className="tx">
              <CodeLine text={text} language={language} />
            </span>
          </div>
        )
      })}
    </section>
  )
}
