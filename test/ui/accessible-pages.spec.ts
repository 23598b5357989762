import { isForEveryone } from './axe.ts'
import { test } from './kafka.ts'
import { eventViews, kafkaViews, otherViews } from './views.ts'

for (const [name, views] of [
  ['Live and an event', eventViews],
  ['Topics and Consumers', kafkaViews],
  ['Problems, Streams, Schemas, Send and the tour', otherViews],
] as const) {
  test(`every view of ${name} is for everyone`, async ({ page, sandbox, kafka }) => {
    // A dozen views, each looked at in eight ways.
    test.slow()
    for await (const view of views({ page, sandbox, kafka })) await isForEveryone(page, view)
  })
}
