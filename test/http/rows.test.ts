import { describe, expect, it, onTestFinished } from 'vitest'
import { openFrontDoor } from '../front-door.ts'
import { batchOf } from '../kafka/batches.ts'
import { createTopic, produce, send } from '../kafka/door.ts'
import { connectWire } from '../kafka/wire.ts'

describe('the rows of a topic', () => {
  it('say in one line what each key and value is', async () => {
    const { rows, wire } = await begin()
    await createTopic(wire, 'mixed')
    const large = JSON.stringify({ title: 'x'.repeat(300_000) })
    await send(wire, 'mixed', ['{"title":"Aare","kind":"edit"}', '42', 'plain words', 'a\u0000b', null, large], {
      keys: ['7', null, 'k', null, 'k', null],
    })
    const { items } = await rows('mixed?order=asc')
    expect(items.map(({ key, value }: Row) => [key, value])).toEqual([
      [
        { kind: 'text', size: 1, text: '7' },
        { kind: 'json', size: 30, title: 'Aare', detail: 'kind edit' },
      ],
      [null, { kind: 'json', size: 2, title: '42', detail: '' }],
      [
        { kind: 'text', size: 1, text: 'k' },
        { kind: 'text', size: 11, text: 'plain words' },
      ],
      [null, { kind: 'bytes', size: 3, hex: '61 00 62' }],
      [{ kind: 'text', size: 1, text: 'k' }, null],
      [null, { kind: 'text', size: large.length, text: large.slice(0, 200) }],
    ])
  })

  it.each([
    ['the newest first', '', [5, 4, 3, 2, 1, 0]],
    ['the oldest first', 'order=asc', [0, 1, 2, 3, 4, 5]],
    ['one partition', 'partition=1', [5, 3, 1]],
    ['from an offset of each partition on', 'offset=2', [4, 5]],
    ['from a time on', 'time=2023-11-14T22:13:23Z', [3, 4, 5]],
    ['from an offset behind the end', 'offset=9', []],
  ])('come from all partitions in the order of arrival: %s', async (_, query, expected) => {
    const { rows, fill } = await begin()
    await fill('t', 6)
    expect(numbersOf(await rows(`t?${query}`))).toEqual(expected)
  })

  it.each(['order=desc', 'order=asc', 'offset=0', 'partition=1'])('come page by page, none twice: %s', async query => {
    const { rows, fill } = await begin()
    await fill('t', 60)
    const whole = numbersOf(await rows(`t?${query}`))
    const paged: number[] = []
    for (let next: string | null = ''; next !== null; ) {
      const page: { items: Row[]; next: string | null } = await rows(`t?${query}&limit=7&next=${next}`)
      paged.push(...numbersOf(page))
      next = page.next
    }
    expect(whole).toHaveLength(query === 'partition=1' ? 30 : 60)
    expect(paged).toEqual(whole)
  })

  it.each([
    ['nowhere', 404, 'topic_unknown'],
    ['t?partition=7', 400, 'partition_unknown'],
    ['t?next=soon', 400, 'bad_cursor'],
    ['t?order=up', 400, 'bad_request'],
    ['t?time=soon', 400, 'bad_request'],
  ])('%s is answered %i %s', async (path, status, code) => {
    const { rows, fill } = await begin()
    await fill('t', 2)
    expect(await rows(path)).toMatchObject({ status, code })
  })
})

interface Row {
  readonly key: unknown
  readonly value: { readonly title: string } | null
}

function numbersOf({ items }: { items: Row[] }): number[] {
  return items.map(({ value }) => Number(value?.title))
}

async function begin() {
  const sandbox = await openFrontDoor()
  onTestFinished(() => sandbox.stop())
  const wire = await connectWire(sandbox.brokers)
  return {
    wire,
    rows: (path: string) => sandbox.get(`/_sandbox/topics/${path.replace(/\?|$/, '/rows$&')}`),
    /** Numbers in turn to two partitions, a second apart. */
    async fill(topic: string, count: number) {
      await createTopic(wire, topic, 2)
      for (let number = 0; number < count; number++)
        await produce(wire, topic, batchOf([`${number}`], { time: 1_700_000_000_000 + number * 1000 }), {
          partition: number % 2,
        })
    },
  }
}
