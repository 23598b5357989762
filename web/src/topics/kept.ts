import { duration, size } from '../words.ts'

/** How long a topic keeps its records, in words, by what was set for it; undefined where nothing was. */
export function keptWords(settings: Readonly<Record<string, string>>): string | undefined {
  const policy = settings['cleanup.policy'] ?? 'delete'
  const bounds: string[] = []
  if (policy.includes('compact')) bounds.push('compacted')
  if (policy.includes('delete')) {
    const [age, bytes] = [limitOf(settings['retention.ms']), limitOf(settings['retention.bytes'])]
    if (age !== undefined) bounds.push(duration(age))
    if (bytes !== undefined) bounds.push(`${size(bytes)} a partition`)
  }
  return bounds.length === 0 ? undefined : bounds.join(', ')
}

/** -1 stands for no limit. */
function limitOf(value: string | undefined): number | undefined {
  const number = Number(value ?? -1)
  return number < 0 ? undefined : number
}
