/** Tells that an order was placed. */
export async function placeOrder(orderId, amount) {
  const event = {
    $schema: '/order/placed/1.0.0',
    meta: { stream: 'shop.order-placed' },
    order_id: orderId,
    amount,
  }
  const answer = await fetch(process.env.EVENTGATE_URL, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(event),
  })
  if (answer.status !== 201) throw new Error(`The gate answers ${answer.status}.`)
}
