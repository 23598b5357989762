/** A command for a shell that sends this text as it is. */
export function curlCommand(intake: string, body: string): string {
  // -d takes a text that begins with @ for a file's name.
  const option = body.startsWith('@') ? '--data-raw' : '-d'
  return [`curl -i ${intake}`, `-H 'content-type: application/json'`, `${option} ${quoted(body)}`].join(' \\\n    ')
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
