import { Dialog } from '@base-ui/react/dialog'
import type { FormEvent, ReactNode } from 'react'
import { ApiProblem } from '../api.ts'
import { Icon } from './icon.tsx'
import { Sentence } from './sentence.tsx'

/** Asks once more before something that cannot be undone, or that needs a look at what it will do. */
export function AskDialog(props: {
  shown: boolean
  close(): void
  title: string
  /** The button that does it: a verb with its object. */
  verb: string
  /** Says in one line what will have changed; stands beside the buttons. */
  summary?: ReactNode
  act(): void
  isBusy: boolean
  /** Why it cannot be done now. */
  isBarred?: boolean
  error: Error | null
  children: ReactNode
}) {
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (!props.isBarred && !props.isBusy) props.act()
  }
  return (
    <Dialog.Root open={props.shown} onOpenChange={open => open || props.close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="dlg ask">
          <div className="gh">
            <Dialog.Title>{props.title}</Dialog.Title>
            <span className="grow" />
            <Dialog.Close className="btn plain sq" aria-label="Close (Esc)">
              <Icon name="cross" />
            </Dialog.Close>
          </div>
          <form onSubmit={onSubmit}>
            {props.children}
            <div role="alert">{props.error === null ? null : <Refusal error={props.error} />}</div>
            <div className="dacts">
              <p className="dim">{props.summary}</p>
              <Dialog.Close className="btn">Cancel</Dialog.Close>
              <button type="submit" className="btn do" disabled={props.isBusy || props.isBarred === true}>
                {props.verb}
              </button>
            </div>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** An amber line in a dialog: what has to be known before. */
export function Warning({ children }: { children: ReactNode }) {
  return (
    <p className="warnp">
      <Icon name="look" />
      <span>{children}</span>
    </p>
  )
}

function Refusal({ error }: { error: Error }) {
  const said =
    error instanceof ApiProblem ? [error.message, error.hint ?? ''].join(' ') : 'The sandbox does not answer.'
  return (
    <p className="warnp bad">
      <Icon name="look" />
      <span>
        <Sentence text={said} />
      </span>
    </p>
  )
}
