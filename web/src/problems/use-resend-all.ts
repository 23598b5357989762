import { useMutation } from '@tanstack/react-query'
import { api } from '../api.ts'
import { corrected } from '../event/patch.ts'
import { counted } from '../words.ts'

/** Corrects copies of refused events and sends them; the originals stay. */
export function useResendAll(id: string) {
  const sending = useMutation({ mutationKey: ['resend', id], mutationFn: resendAll })
  const { data, isError, isPending, isSuccess } = sending
  return {
    send: (cursors: readonly string[]) => sending.mutate(cursors),
    isPending,
    isDone: isSuccess,
    said: isPending
      ? 'Sending.'
      : isError
        ? 'The sandbox does not answer. Not everything was sent.'
        : data === undefined
          ? ''
          : saidOf(data),
  }
}

interface Sent {
  readonly accepted: number
  readonly refused: number
}

async function resendAll(cursors: readonly string[]): Promise<Sent> {
  let accepted = 0
  // In the order in which they came.
  for (const cursor of cursors.toReversed()) {
    const { event, problems } = await api.event(cursor)
    const answer = await api.send(corrected(event, problems))
    if (answer.accepted) accepted++
  }
  return { accepted, refused: cursors.length - accepted }
}

function saidOf({ accepted, refused }: Sent): string {
  const sent = `The gate accepted ${counted(accepted, 'copy', 'copies')}.`
  return refused === 0 ? sent : `${sent} ${counted(refused, 'copy', 'copies')} it refused.`
}
