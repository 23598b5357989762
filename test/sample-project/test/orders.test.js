import assert from 'node:assert/strict'
import { test } from 'node:test'
import { followOrders } from '../src/follow-orders.js'
import { placeOrder } from '../src/place-order.js'

test('the orders that are placed add up', { timeout: 30_000 }, async t => {
  await placeOrder(1, 1250)
  await placeOrder(2, 750)
  const summed = withResolvers()
  t.after(await followOrders(sum => sum === 2000 && summed.resolve()))
  await summed.promise
})

test('the schema of an order is published', async () => {
  const answer = await fetch(`${process.env.SCHEMA_BASE_URI}/order/placed/1.0.0`)
  assert.equal(answer.status, 200)
})

// As Promise.withResolvers, which Node 20 does not have.
function withResolvers() {
  let resolve
  const promise = new Promise(done => {
    resolve = done
  })
  return { promise, resolve }
}
