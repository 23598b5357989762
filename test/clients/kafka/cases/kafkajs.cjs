'use strict'
const { Kafka, CompressionTypes, CompressionCodecs, logLevel } = require('kafkajs')
const lz4 = require('lz4-napi')
CompressionCodecs[CompressionTypes.Snappy] = require('kafkajs-snappy')
CompressionCodecs[CompressionTypes.LZ4] = () => ({
  compress: async encoder => lz4.compressFrameSync(encoder.buffer),
  decompress: async buffer => lz4.decompressFrameSync(buffer),
})
const [bootstrap, prefix] = process.argv.slice(2)
let pass = 0,
  fail = 0
const ok = (c, n) => {
  if (c) {
    pass++
    console.log(`ok   ${n}`)
  } else {
    fail++
    console.log(`FAIL ${n}`)
  }
}
const sleep = ms => new Promise(r => setTimeout(r, ms))
const T = `${prefix}-t`,
  G = `${prefix}-g`
async function main() {
  const kafka = new Kafka({
    clientId: 'smoke-kafkajs',
    brokers: [bootstrap],
    logLevel: logLevel.NOTHING,
    retry: { retries: 8 },
  })
  const admin = kafka.admin()
  await admin.connect()
  ok(
    await admin.createTopics({
      topics: [
        {
          topic: T,
          numPartitions: 3,
          replicationFactor: 1,
          configEntries: [{ name: 'retention.ms', value: '86400000' }],
        },
      ],
    }),
    'createTopics',
  )
  ok((await admin.createTopics({ topics: [{ topic: T, numPartitions: 3 }] })) === false, 'createTopics again -> false')
  ok((await admin.listTopics()).includes(T), 'listTopics')
  const md = await admin.fetchTopicMetadata({ topics: [T] })
  ok(md.topics[0].partitions.length === 3, 'describe 3 partitions')
  const cl = await admin.describeCluster()
  ok(cl.brokers.length >= 1, 'describeCluster')
  const dc = await admin.describeConfigs({ includeSynonyms: false, resources: [{ type: 2, name: T }] })
  ok(
    dc.resources[0].configEntries.find(e => e.configName === 'retention.ms').configValue === '86400000',
    'describeConfigs',
  )
  await admin.alterConfigs({
    validateOnly: false,
    resources: [{ type: 2, name: T, configEntries: [{ name: 'retention.ms', value: '90000000' }] }],
  })
  ok(true, 'alterConfigs')
  const _t0 = Date.now()
  const p = kafka.producer()
  await p.connect()
  const codecs = [CompressionTypes.None, CompressionTypes.GZIP, CompressionTypes.Snappy, CompressionTypes.LZ4].filter(
    c => c === 0 || CompressionCodecs[c],
  )
  let sent = 0,
    tMid = 0
  for (const c of codecs) {
    const n = c === codecs[codecs.length - 1] ? 1000 - sent : 250
    const messages = []
    for (let i = 0; i < n; i++)
      messages.push({
        key: `k${sent + i}`,
        value: JSON.stringify({ n: sent + i, pad: 'x'.repeat(100) }),
        headers: { h1: `v${sent + i}`, h2: Buffer.from([1, 2, 255]) },
      })
    if (c === codecs[1]) {
      await sleep(50)
      tMid = Date.now()
      await sleep(20)
    }
    const r = await p.send({ topic: T, compression: c, acks: -1, messages })
    ok(r.length >= 1 && r.every(x => x.errorCode === 0), `produce codec ${c}`)
    sent += n
  }
  await p.disconnect()
  const got = new Map()
  let bad = 0
  const c1 = kafka.consumer({ groupId: G, sessionTimeout: 10000 })
  await c1.connect()
  await c1.subscribe({ topic: T, fromBeginning: true })
  await c1.run({
    eachMessage: async ({ partition, message }) => {
      const v = JSON.parse(message.value)
      if (
        message.headers.h1.toString() !== `v${v.n}` ||
        !message.headers.h2.equals(Buffer.from([1, 2, 255])) ||
        message.key.toString() !== `k${v.n}`
      )
        bad++
      got.set(v.n, partition)
    },
  })
  for (let i = 0; i < 200 && got.size < 1000; i++) await sleep(100)
  ok(got.size === 1000, `consume 1000 got ${got.size}`)
  ok(bad === 0, 'keys+headers intact')
  ok(new Set(got.values()).size === 3, '3 partitions used')
  const gd = await admin.describeGroups([G])
  ok(gd.groups[0].state === 'Stable' && gd.groups[0].members.length === 1, 'describeGroups')
  ok(
    (await admin.listGroups()).groups.some(g => g.groupId === G),
    'listGroups',
  )
  await c1.disconnect()
  const offs = await admin.fetchOffsets({ groupId: G, topics: [T] })
  const ends = await admin.fetchTopicOffsets(T)
  let lag = 0
  for (const e of ends) {
    const o = offs[0].partitions.find(x => x.partition === e.partition)
    lag += +e.high - Math.max(0, +o.offset)
  }
  ok(lag === 0, `lag 0: ${lag}`)
  ok(ends.reduce((a, e) => a + +e.high, 0) === 1000, 'end offsets sum 1000')
  const bt = await admin.fetchTopicOffsetsByTimestamp(T, tMid)
  const sum = bt.reduce((a, e) => a + +e.offset, 0)
  ok(sum === 250, `offsets by timestamp sum 250: ${sum}`)
  const ip = kafka.producer({ idempotent: true, maxInFlightRequests: 1 })
  await ip.connect()
  for (let i = 0; i < 5; i++)
    await ip.send({
      topic: T,
      messages: [
        {
          key: `i${i}`,
          value: JSON.stringify({ n: 1000 + i }),
          headers: { h1: `v${1000 + i}`, h2: Buffer.from([1, 2, 255]) },
        },
      ],
    })
  ok(true, 'idempotent producer')
  await ip.disconnect()
  const seen2 = []
  const c2 = kafka.consumer({ groupId: G, sessionTimeout: 10000 })
  await c2.connect()
  await c2.subscribe({ topic: T, fromBeginning: true })
  await c2.run({
    eachMessage: async ({ message }) => {
      seen2.push(JSON.parse(message.value).n)
    },
  })
  for (let i = 0; i < 100 && seen2.length < 5; i++) await sleep(100)
  await sleep(500)
  ok(seen2.length === 5 && seen2.every(n => n >= 1000), `no redelivery after restart: ${seen2.length}`)
  const c3 = kafka.consumer({ groupId: G, sessionTimeout: 10000 })
  let a2 = null,
    a3 = null
  c2.on(c2.events.GROUP_JOIN, e => {
    a2 = e.payload.memberAssignment[T] || []
  })
  c3.on(c3.events.GROUP_JOIN, e => {
    a3 = e.payload.memberAssignment[T] || []
  })
  await c3.connect()
  await c3.subscribe({ topic: T })
  await c3.run({ eachMessage: async () => {} })
  for (let i = 0; i < 200; i++) {
    if (a2 && a3 && a2.length + a3.length === 3 && a2.length && a3.length) break
    await sleep(100)
  }
  ok(
    a2 && a3 && a2.length + a3.length === 3 && a2.length > 0 && a3.length > 0,
    `rebalance shares partitions ${JSON.stringify([a2, a3])}`,
  )
  await c3.disconnect()
  for (let i = 0; i < 100; i++) {
    if (a2.length === 3) break
    await sleep(100)
  }
  ok(a2.length === 3, 'rebalance back')
  await c2.disconnect()
  try {
    const tp = kafka.producer({ transactionalId: `${prefix}-tx`, maxInFlightRequests: 1, idempotent: true })
    await tp.connect()
    const tx = await tp.transaction()
    await tx.send({ topic: T, messages: [{ key: 'a', value: '{"n":"tx1"}' }] })
    await tx.sendOffsets({
      consumerGroupId: `${G}tx`,
      topics: [{ topic: T, partitions: [{ partition: 0, offset: '5' }] }],
    })
    await tx.commit()
    const tx2 = await tp.transaction()
    await tx2.send({ topic: T, messages: [{ key: 'a', value: '{"n":"aborted"}' }] })
    await tx2.abort()
    await tp.send({ topic: T, messages: [{ key: 'a', value: '{"n":"tx-end"}' }] }).catch(() => {})
    const tx3 = await tp.transaction()
    await tx3.send({ topic: T, messages: [{ key: 'a', value: '{"n":"tx2"}' }] })
    await tx3.commit()
    await tp.disconnect()
    const o = await admin.fetchOffsets({ groupId: `${G}tx`, topics: [T] })
    ok(o[0].partitions.find(x => x.partition === 0).offset === '5', 'txn offsets')
    const seen = []
    const rc = kafka.consumer({ groupId: `${G}rc`, readUncommitted: false })
    await rc.connect()
    await rc.subscribe({ topic: T, fromBeginning: true })
    await rc.run({
      eachMessage: async ({ message }) => {
        const n = JSON.parse(message.value).n
        if (typeof n === 'string') seen.push(n)
      },
    })
    for (let i = 0; i < 150 && !seen.includes('tx2'); i++) await sleep(100)
    ok(seen.includes('tx1') && seen.includes('tx2') && !seen.includes('aborted'), `transactions read_committed ${seen}`)
    await rc.disconnect()
  } catch (e) {
    ok(false, `transactions ${e.message}`)
  }
  await admin.createPartitions({ topicPartitions: [{ topic: T, count: 5 }] })
  await sleep(300)
  ok((await admin.fetchTopicMetadata({ topics: [T] })).topics[0].partitions.length === 5, 'createPartitions')
  await admin.deleteTopicRecords({ topic: T, partitions: [{ partition: 0, offset: '10' }] })
  ok((await admin.fetchTopicOffsets(T)).find(x => x.partition === 0).low === '10', 'deleteRecords')
  await admin.setOffsets({ groupId: G, topic: T, partitions: [{ partition: 0, offset: '3' }] })
  ok(
    (await admin.fetchOffsets({ groupId: G, topics: [T] }))[0].partitions.find(x => x.partition === 0).offset === '3',
    'setOffsets',
  )
  await admin.deleteGroups([G])
  ok(!(await admin.listGroups()).groups.some(g => g.groupId === G), 'deleteGroups')
  await admin.deleteTopics({ topics: [T] })
  await sleep(500)
  ok(!(await admin.listTopics()).includes(T), 'deleteTopics')
  await admin.disconnect()
}
main()
  .catch(e => {
    ok(false, `exception ${e.stack}`)
  })
  .then(() => {
    console.log(`${pass} passed, ${fail} failed`)
    process.exit(fail ? 1 : 0)
  })
