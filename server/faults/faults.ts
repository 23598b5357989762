import { SandboxError } from '../base/errors.ts'
import type { Logger } from '../base/logger.ts'
import { seededRandom } from '../base/seeded-random.ts'
import { Wakeup } from '../base/wakeup.ts'
import { type Asked, type Fault, type FaultDoor, type FaultRule, isInForce, type NewRule } from './rule.ts'
import { wordsOf } from './words.ts'

/** What goes wrong on purpose, so that suites can see how their software takes it. */
export interface Faults {
  /** Whether a door has any rule in force: all that a request costs where there is none. */
  readonly areOn: Readonly<Record<FaultDoor, boolean>>
  /**
   * The rules that mean what is asked about, each counted as a hit, the oldest first; up to the first that is no delay,
   * which leaves nothing to others. Only faults of these kinds are looked at, and those that are due.
   */
  hit<At extends FaultDoor>(
    at: At,
    scope: string | null,
    kinds: readonly Fault['do'][],
    asked: Asked[At],
    isDue?: (rule: FaultRule<At>) => boolean,
  ): readonly FaultRule<At>[]
  /** Every rule that was not ended, used up or not, the oldest first. */
  all(): readonly FaultRule[]
  /** @throws SandboxError fault_unknown */
  find(id: string): FaultRule
  add(rule: NewRule): FaultRule
  /** Ends a rule. @throws SandboxError fault_unknown */
  end(id: string): void
  /** Ends all rules, or those of a scope; null is what is in no scope. */
  clear(scope?: string | null): void
  /** Resolves when a rule comes, ends or is used up, or when `signal` aborts; ask before looking. */
  changed(signal: AbortSignal): Promise<void>
}

interface Kept {
  readonly rule: FaultRule & { hits: number }
  readonly ending: AbortController
  readonly random: () => number
}

/** No rules, to begin with. */
export function createFaults({ logger }: { readonly logger: Logger }): Faults {
  const rules = new Map<string, Kept>()
  const areOn = { intake: false, eventstreams: false, kafka: false }
  const change = new Wakeup()
  let made = 0

  return {
    areOn,
    hit(at, scope, kinds, asked, isDue = () => true) {
      const found: FaultRule<typeof at>[] = []
      for (const { rule, random } of rules.values()) {
        if (rule.at !== at || rule.scope !== scope || !kinds.includes(rule.fault.do) || !isInForce(rule)) continue
        const own = rule as unknown as FaultRule<typeof at> // as: of this door, by the line above
        if (!own.isMeant(asked) || !isDue(own)) continue
        if (rule.probability < 1 && random() >= rule.probability) continue
        rule.hits += 1
        if (!isInForce(rule)) changed()
        found.push(own)
        if (rule.fault.do !== 'delay') break
      }
      return found
    },
    all: () => [...rules.values()].map(({ rule }) => rule),
    find: id => existing(id).rule,
    add(asked) {
      made += 1
      const ending = new AbortController()
      const rule = { ...asked, id: `f${made}`, hits: 0, words: wordsOf(asked), ended: ending.signal }
      rules.set(rule.id, { rule, ending, random: seededRandom(rule.seed) })
      logger.info(`Fault rule ${rule.id}  ${rule.words}.`, { event: 'fault', rule: rule.id })
      changed()
      return rule
    },
    end: id => endAll([existing(id)]),
    clear(scope) {
      endAll([...rules.values()].filter(({ rule }) => scope === undefined || rule.scope === scope))
    },
    changed: signal => change.next(signal),
  }

  function existing(id: string): Kept {
    const kept = rules.get(id)
    if (kept) return kept
    throw new SandboxError('fault_unknown', `There is no fault rule ${id.slice(0, 100)}.`, {
      hint: 'GET /_sandbox/faults lists those that there are.',
    })
  }

  function endAll(ended: readonly Kept[]): void {
    for (const { rule, ending } of ended) {
      rules.delete(rule.id)
      ending.abort()
      logger.info(`Fault rule ${rule.id} has ended, after ${rule.hits} ${rule.hits === 1 ? 'hit' : 'hits'}.`, {
        event: 'fault',
        rule: rule.id,
      })
    }
    if (ended.length > 0) changed()
  }

  function changed(): void {
    for (const door of ['intake', 'eventstreams', 'kafka'] as const) {
      areOn[door] = [...rules.values()].some(({ rule }) => rule.at === door && isInForce(rule))
    }
    change.wake()
  }
}
