/** A command for a shell that sends this text as it is. */
export function curlCommand(intake: string, body: string): string {
  // -d takes a text that begins with @ for a file's name.
  const option = body.startsWith('@') ? '--data-raw' : '-d'
  return [`curl -i ${intake}`, `-H 'content-type: application/json'`, `${option} ${quoted(body)}`].join(' \\\n    ')
}

/** A command that puts this text into a topic past the gate, as a Kafka producer does. */
export function kcatCommand(broker: string, topic: string, text: string, key: string | null): string {
  const keyed = key === null ? '' : ` -k ${quoted(key)}`
  // kcat takes each line for a message.
  return `printf '%s' ${quoted(oneLine(text))} |\n    kcat -P -b ${broker} -t ${topic}${keyed}`
}

function oneLine(text: string): string {
  try {
    return text.includes('\n') ? JSON.stringify(JSON.parse(text)) : text
  } catch {
    return text
  }
}

/** The same in TypeScript. */
export function fetchCode(intake: string, event: unknown): string {
  const body = JSON.stringify(event, null, 2).replaceAll('\n', '\n  ')
  return `const response = await fetch('${intake}', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(${body}),
})
console.log(response.status, await response.text())`
}

/** In single quotes a shell reads nothing but the end of them. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
