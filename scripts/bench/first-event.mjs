// From startSandbox() to the first 201 in a process that has just begun, and the times after, as a suite runs it: built,
// and nothing but Node. The arguments are schema folders; without any the built-in schemas are used.
import { startSandbox } from '../../dist/server/index.js'

const schemas = process.argv.slice(2)
const event = {
  $schema: schemas.length > 0 ? '/test/event/1.0.0' : '/test/event/1.1.0',
  meta: { stream: 'first' },
  test: 'hi',
}
const taken = []
for (let run = 0; run < 5; run++) {
  const began = performance.now()
  const sandbox = await startSandbox(schemas.length > 0 ? { schemas } : {})
  // It throws where the event is refused.
  await sandbox.send('first', event)
  taken.push(performance.now() - began)
  await sandbox.stop()
}
process.stdout.write(JSON.stringify(taken))
