/** How a topic keeps its records: what was set for it alone, under Kafka's names. What is not set has its default. */
export type TopicSettings = Readonly<Record<string, string>>

/** A setting of a topic. */
export interface TopicSetting {
  readonly name: string
  readonly default: string
  readonly type: 'long' | 'int' | 'double' | 'boolean' | 'string' | 'list'
  /** Why a value cannot be used; undefined where it can. */
  readonly fault: (value: string) => string | undefined
  readonly about: string
}

/**
 * The settings that are in force, then those that are kept and shown because tools set them, but change nothing in one
 * process. The defaults are Kafka's but for retention: nothing expires by age unless a topic says so, since events bring
 * times of years ago.
 */
export const topicSettings: readonly TopicSetting[] = [
  {
    name: 'cleanup.policy',
    default: 'delete',
    type: 'list',
    fault: listOf('delete', 'compact'),
    about: 'delete: old records go by age and size; compact: a newer record of the same key replaces an older one.',
  },
  {
    name: 'retention.ms',
    default: '-1',
    type: 'long',
    fault: integerFrom(-1),
    about: 'Records older than this, by their own timestamps, go; -1 keeps them.',
  },
  {
    name: 'retention.bytes',
    default: '-1',
    type: 'long',
    fault: integerFrom(-1),
    about: 'The oldest records of a partition beyond so many bytes go; -1 keeps them.',
  },
  {
    name: 'delete.retention.ms',
    default: '86400000',
    type: 'long',
    fault: integerFrom(0),
    about: 'How long a tombstone of a compacted topic can be read.',
  },
  {
    name: 'min.compaction.lag.ms',
    default: '0',
    type: 'long',
    fault: integerFrom(0),
    about: 'How long a record of a compacted topic stays, whatever comes after it.',
  },
  {
    name: 'min.cleanable.dirty.ratio',
    default: '0.5',
    type: 'double',
    fault: faultOfType('double'),
    about: 'The share of a partition that must be new before it is compacted again.',
  },
  {
    name: 'max.message.bytes',
    default: '1048588',
    type: 'int',
    fault: integerFrom(0, 2 ** 31 - 1),
    about: 'The largest batch that a producer may send, as it is sent.',
  },
  {
    name: 'message.timestamp.type',
    default: 'CreateTime',
    type: 'string',
    // The broker's own time would change bytes under a batch's checksum.
    fault: value => (value === 'CreateTime' ? undefined : 'only CreateTime is possible here'),
    about: "Records carry their producer's time.",
  },
  {
    name: 'compression.type',
    default: 'producer',
    type: 'string',
    fault: value =>
      value === 'producer' ? undefined : 'batches stay as they were sent: only producer is possible here',
    about: 'Batches stay packed as they were sent.',
  },
  {
    name: 'event.validation',
    default: 'inherit',
    type: 'string',
    fault: value =>
      ['inherit', 'off', 'warn', 'reject'].includes(value) ? undefined : 'it takes off, warn, reject or inherit',
    about:
      'Holds records against their schemas: off takes all, warn takes and notes wrong ones, reject refuses them; ' +
      'inherit does what --validate-kafka says.',
  },
  inert('segment.bytes', '1073741824', 'int'),
  inert('segment.ms', '604800000', 'long'),
  inert('segment.index.bytes', '10485760', 'int'),
  inert('segment.jitter.ms', '0', 'long'),
  inert('flush.messages', '9223372036854775807', 'long'),
  inert('flush.ms', '9223372036854775807', 'long'),
  inert('index.interval.bytes', '4096', 'int'),
  inert('file.delete.delay.ms', '60000', 'long'),
  inert('max.compaction.lag.ms', '9223372036854775807', 'long'),
  inert('min.insync.replicas', '1', 'int'),
  inert('preallocate', 'false', 'boolean'),
  inert('unclean.leader.election.enable', 'false', 'boolean'),
  inert('message.timestamp.before.max.ms', '9223372036854775807', 'long'),
  inert('message.timestamp.after.max.ms', '9223372036854775807', 'long'),
  inert('message.downconversion.enable', 'true', 'boolean'),
  inert('leader.replication.throttled.replicas', '', 'list'),
  inert('follower.replication.throttled.replicas', '', 'list'),
  inert('remote.storage.enable', 'false', 'boolean'),
  inert('local.retention.ms', '-2', 'long'),
  inert('local.retention.bytes', '-2', 'long'),
]

const byName = new Map(topicSettings.map(setting => [setting.name, setting]))

/** Why settings cannot be used, as the end of a sentence; undefined where they can. */
export function faultOfSettings(settings: TopicSettings): string | undefined {
  for (const [name, value] of Object.entries(settings)) {
    const setting = byName.get(name)
    if (!setting) return `there is no topic setting ${name}`
    const fault = setting.fault(value)
    if (fault) return `${name} cannot be "${value.slice(0, 60)}": ${fault}`
  }
  return undefined
}

/** The value in force of a setting of {@link topicSettings}. */
export function settingOf(settings: TopicSettings, name: string): string {
  return settings[name] ?? byName.get(name)?.default ?? ''
}

/** The number in force; undefined where it is -1, which stands for no limit. */
export function limitOf(settings: TopicSettings, name: string): number | undefined {
  const value = Number(settingOf(settings, name))
  return value < 0 ? undefined : value
}

/** Whether a policy of `cleanup.policy` is in force. */
export function hasPolicy(settings: TopicSettings, policy: 'delete' | 'compact'): boolean {
  return settingOf(settings, 'cleanup.policy').split(',').includes(policy)
}

function inert(name: string, value: string, type: TopicSetting['type']): TopicSetting {
  return { name, default: value, type, fault: faultOfType(type), about: 'Kept for tools; it changes nothing here.' }
}

function faultOfType(type: TopicSetting['type']): TopicSetting['fault'] {
  if (type === 'long' || type === 'int') return integerFrom(Number.NEGATIVE_INFINITY)
  if (type === 'double')
    return value => (value.trim() !== '' && Number.isFinite(Number(value)) ? undefined : 'it takes a number')
  if (type === 'boolean') return value => (/^(true|false)$/i.test(value) ? undefined : 'it takes true or false')
  return () => undefined
}

function integerFrom(smallest: number, largest = Number.POSITIVE_INFINITY): TopicSetting['fault'] {
  return value => {
    if (!/^-?\d{1,19}$/.test(value)) return 'it takes a whole number'
    return Number(value) < smallest || Number(value) > largest ? `it takes a number from ${smallest} on` : undefined
  }
}

function listOf(...allowed: string[]): TopicSetting['fault'] {
  return value =>
    value.split(',').every(each => allowed.includes(each)) ? undefined : `it takes ${allowed.join(' or ')}`
}
