/** A step of the tour: at most forty words, and checks that real answers tick. */
export interface Step {
  readonly name: string
  readonly text: string
  /** The same in a line, before the tour. */
  readonly short: string
  readonly checks: readonly { readonly id: CheckId; readonly says: string }[]
}

/** Names a check; what ticks it is in use-checks.ts and in the parts of a step that do something themselves. */
export type CheckId =
  | 'send-opened'
  | 'sent'
  | 'event-opened'
  | 'refused'
  | 'why-read'
  | 'fix-accepted'
  | 'break-asked'
  | 'break-found'
  | 'kept-whole'
  | 'consumer-reads'
  | 'consumer-even'
  | 'consumer-behind'
  | 'consumer-resumed'
  | 'past-looked'
  | 'past-without'
  | 'now-again'

/** The six steps, in their order. */
export const steps: readonly [Step, ...Step[]] = [
  {
    name: 'You send one',
    short: 'Send a sample and open it.',
    text: 'Send holds a sample of a stream, right by its schema. Press Send: the gate reads it, stores it, and answers 201. Then open it in Live.',
    checks: [
      { id: 'send-opened', says: 'You open Send' },
      { id: 'sent', says: 'The gate answers 201' },
      { id: 'event-opened', says: 'You open the event' },
    ],
  },
  {
    name: 'The gate says no',
    short: 'Break one and read why.',
    text: 'Every event is read against its schema before anyone gets it. Put a number in quotes, or a text without, and press Send as it is. Open the refused event to read why.',
    checks: [
      { id: 'refused', says: 'The gate answers 400' },
      { id: 'why-read', says: 'You read why' },
    ],
  },
  {
    name: 'You fix it',
    short: 'Press the fix; the copy passes.',
    text: 'The red line and its rule stand side by side; the blue pencil writes what fits. Press Fix and resend: a copy goes to the gate, the refused event stays.',
    checks: [{ id: 'fix-accepted', says: 'The gate answers 201 to the copy' }],
  },
  {
    name: 'A schema evolves',
    short: 'See what a change would break.',
    text: 'Consumers rely on what a schema promises. See what one new required field would break, and how an optional one does not. Nothing is written: the sandbox judges a candidate.',
    checks: [
      { id: 'break-asked', says: 'You make a field required' },
      { id: 'break-found', says: 'The sandbox finds what breaks' },
      { id: 'kept-whole', says: 'Optional, it breaks nothing' },
    ],
  },
  {
    name: 'Consumers',
    short: 'Attach one, see its lag grow.',
    text: 'A consumer reads at its own pace and knows where it is. Attach one to your stream, let it go, send an event: it is behind. Attached again, it reads on from there.',
    checks: [
      { id: 'consumer-reads', says: 'A consumer reads your stream' },
      { id: 'consumer-even', says: 'It has read everything' },
      { id: 'consumer-behind', says: 'Let go, it falls behind your event' },
      { id: 'consumer-resumed', says: 'Attached again, it reads on' },
    ],
  },
  {
    name: 'Time',
    short: 'Go back to before your event.',
    text: 'Nothing is lost, so the past can be looked at. Search until a moment before your first event: it is not there yet. Take the moment out, and it is.',
    checks: [
      { id: 'past-looked', says: 'You look at a past moment' },
      { id: 'past-without', says: 'Your event is not there yet' },
      { id: 'now-again', says: 'You are back in the present' },
    ],
  },
]
