import { useState } from 'react'
import { CopyButton } from '../parts/copy-button.tsx'
import { type Tab, TabList } from '../parts/tab-list.tsx'
import type { Sandbox } from '../wire.ts'
import { curlCommand, fetchCode, kcatCommand } from './send-commands.ts'

type Language = 'curl' | 'kcat' | 'ts'

/** The commands and the code that send an example, with this server's addresses. */
export function TryCommands({ sandbox, example }: { sandbox: Sandbox; example: NonNullable<Sandbox['example']> }) {
  const [chosen, choose] = useState<Language>('curl')
  const forms = formsOf(sandbox, example)
  const form = forms.find(({ name }) => name === chosen) ?? forms[0]
  return (
    <div className="try">
      <TabList
        label="How to send"
        tabs={forms}
        chosen={form.name}
        choose={(name: Language) => choose(name)}
        panelClass="trypanel"
        aside={
          <>
            <span className="grow" />
            <CopyButton text={form.text} className="btn plain cp" />
          </>
        }
      >
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, also by keys */}
        <pre className="code" tabIndex={0}>
          {form.name === 'ts' ? null : (
            <span className="c" aria-hidden="true">
              ${' '}
            </span>
          )}
          {form.text}
        </pre>
      </TabList>
    </div>
  )
}

type Form = Tab<Language> & { readonly text: string }

function formsOf({ urls, kafka }: Sandbox, example: NonNullable<Sandbox['example']>): [Form, ...Form[]] {
  const text = JSON.stringify(example)
  const { stream } = (example.meta ?? {}) as { stream?: string } // as: the gate takes it, so it names one
  return [
    { name: 'curl', label: 'curl', text: curlCommand(urls.intake, text) },
    ...(kafka === null || stream === undefined
      ? []
      : [{ name: 'kcat', label: 'kcat', text: kcatCommand(kafka, stream, text, null) } as const]),
    { name: 'ts', label: 'TypeScript', text: fetchCode(urls.intake, example) },
  ]
}
