import { nearest } from '../base/nearest.ts'
import type { Event } from '../event/event.ts'
import type { EventSchema } from '../schema/types.ts'
import type { StreamConfig, StreamSettings } from '../stream/types.ts'
import type { Errored } from './outcome.ts'

/** What a check needs to know of an event. */
interface Checked {
  readonly event: Event
  readonly id: unknown
  readonly uri: string
  readonly stream: string
  readonly schema: EventSchema
}

/**
 * The refusal of an event whose stream is not configured, or has not its schema's title: why it may not go there;
 * undefined where it may, as streams that are not configured are allowed.
 * Messages and their order are eventgate-wikimedia's.
 */
export function checkStream(
  config: StreamConfig,
  settings: StreamSettings | undefined,
  checked: Checked,
): Errored | undefined {
  const { stream, schema, uri } = checked
  if (!settings) {
    if (config.othersAllowed) return undefined
    const meant = nearest(stream, config.all().keys())
    const line = `${stream}: {schema_title: ${schema.title}}`
    const hint = meant
      ? `Did you mean \`${meant}\`?`
      : `Use a stream that is configured, or configure it, as by --streams: ${line}.`
    return refused(checked, `${stream} is not configured.`, `\`${stream}\` is not a configured stream.`, hint)
  }
  if (Object.keys(settings.all).length === 0) {
    const message = `\`${stream}\` is configured, but without settings.`
    const hint = `Give it a schema_title: ${stream}: {schema_title: ${schema.title}}.`
    return refused(checked, `${stream} is configured but does not have any settings.`, message, hint)
  }
  const { schemaTitle } = settings
  if (schemaTitle === undefined) {
    if (config.othersAllowed) return undefined
    const hint = `Write schema_title: ${schema.title} into its configuration.`
    return refused(
      checked,
      `${stream} does not have a schema_title setting.`,
      `\`${stream}\` has no \`schema_title\`.`,
      hint,
    )
  }
  const message = `\`${stream}\` takes events of \`${schemaTitle}\` only, but this one is of \`${uri}\`.`
  const hint = `Use a version of ${schemaTitle}, or another stream.`
  return refused(checked, `schema title must be ${schemaTitle}.`, message, hint)
}

function refused({ event, id, uri, stream }: Checked, reason: string, message: string, hint: string): Errored {
  const repr = `event ${id === undefined ? '' : `${String(id)} `}of schema at ${uri} destined to stream ${stream}`
  return {
    status: 'error',
    event,
    context: { message: `${repr} is not allowed in stream; ${reason}` },
    problems: [{ pointer: '/meta/stream', keyword: 'stream', message, hint }],
  }
}
