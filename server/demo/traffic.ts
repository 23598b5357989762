import { createDice, type Dice } from './dice.ts'
import { type DemoEvent, mistakeIn } from './mistakes.ts'
import { createWiki, type Happening, type WikiTitle } from './wiki.ts'

/** A body to post, and who posts it. */
export interface DemoPost {
  /** What the producer calls itself in its User-Agent. */
  readonly producer: string
  /** One event as JSON; now and then it is none. */
  readonly body: string
  /** Whether something is wrong with it. */
  readonly isMistake: boolean
}

/** Makes the next post; undefined where there is nothing to make one of. */
export type Traffic = (now: number) => DemoPost | undefined | Promise<DemoPost | undefined>

/** How often a producer errs. */
const mistakesIn = 1 / 30
const mostDelayMs = 40

/** The traffic of a small family of wikis, for the built-in schemas: the same for the same seed, but for its times. */
export function wikiTraffic(seed: number): Traffic {
  const dice = createDice(seed)
  const wiki = createWiki(dice)
  return now => {
    const happening = wiki.next()
    const event = eventOf(happening, now - dice.between(0, mostDelayMs))
    if (!dice.chance(mistakesIn)) {
      return { producer: producerOf(happening, dice), body: JSON.stringify(event), isMistake: false }
    }
    const { producer, make } = mistakeIn(happening.title, dice)
    return { producer, body: make(event), isMistake: true }
  }
}

function eventOf({ title, domain, requestId, fields }: Happening, at: number): DemoEvent {
  return {
    $schema: `/${title}/1.1.0`,
    meta: { stream: title.replace('/', '.').replace('/', '-'), domain, request_id: requestId },
    dt: new Date(at).toISOString(),
    ...fields,
  }
}

const producers: Readonly<Record<WikiTitle, readonly string[]>> = {
  'wiki/page/edit': ['wiki-bridge/0.4', 'wiki-bridge/0.4', 'mobile-app/7.3'],
  'wiki/page/move': ['wiki-bridge/0.4'],
  'wiki/user/block': ['wiki-bridge/0.4'],
  'wiki/search': ['search-service/2.1'],
}

function producerOf({ title, fields }: Happening, dice: Dice): string {
  const isBot = (fields.performer as { is_bot?: boolean } | undefined)?.is_bot === true // as: the wiki has made it so
  return isBot ? 'import-script' : dice.pick(producers[title])
}
