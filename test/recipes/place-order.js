// The software that a recipe tests: a producer that tries again.
import { randomUUID } from 'node:crypto'

export async function placeOrder(number, gate) {
  const meta = { stream: 'orders', id: randomUUID(), dt: new Date().toISOString() }
  const body = JSON.stringify({ $schema: '/test/event/1.0.0', meta, test: number })
  for (let tries = 5; tries > 0; tries -= 1) {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(gate, { method: 'POST', headers, body }).catch(() => undefined)
    if (answer?.status === 201) return
  }
  throw new Error('The order is lost.')
}
