import type { Dice } from './dice.ts'
import { comments, people, places } from './places.ts'

/** Something that happened in a wiki, as the event that tells of it, but for what the platform fills in. */
export interface Happening {
  /** What the event's stream and schema are: `wiki/page/edit`. */
  readonly title: WikiTitle
  readonly domain: string
  /** The request it came with; what one request caused has the same. */
  readonly requestId: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** The schemas that the demo tells its stories in. */
export type WikiTitle = 'wiki/page/edit' | 'wiki/page/move' | 'wiki/user/block' | 'wiki/search'

interface Page {
  readonly domain: string
  readonly page_id: number
  page_title: string
  rev_id: number
  rev_size: number
}

interface User {
  readonly user_text: string
  readonly user_id?: number
  readonly is_bot?: boolean
}

const domains = ['en.wiki.example.org', 'de.wiki.example.org', 'fr.wiki.example.org']
const bots: readonly User[] = [
  { user_text: 'LinkBot', user_id: 901, is_bot: true },
  { user_text: 'CategoryBot', user_id: 902, is_bot: true },
]
const accounts: readonly User[] = people.map((user_text, at) => ({ user_text, user_id: 4800 + 17 * at }))

/** Wikis in which things happen that belong together: revisions grow, bots go through pages, vandals get reverted and blocked. */
export function createWiki(dice: Dice): { next(): Happening } {
  const pages = places.map((page_title, at): Page => {
    const [rev_id, rev_size] = [dice.between(230_000, 240_000), dice.between(900, 90_000)]
    return { domain: dice.pick(domains), page_id: 61_000 + 7 * at, page_title, rev_id, rev_size }
  })
  let lastPageId = 61_000 + 7 * pages.length
  let lastRevision = 240_000
  /** What is bound to happen soon, because of what happened. */
  const soon: (() => Happening)[] = []

  return {
    next() {
      const due = soon.length > 0 && dice.chance(0.6) ? soon.shift() : undefined
      if (due) return due()
      const roll = dice.next()
      if (roll < 0.3) return search()
      if (roll < 0.36) return move(dice.pick(pages), dice.pick(accounts))
      if (roll < 0.42) return create(dice.pick(accounts))
      if (roll < 0.5) return vandalise(dice.pick(pages))
      if (roll < 0.56) return botRun(dice.pick(bots))
      return edit(dice.pick(pages), dice.pick(accounts), { comment: dice.pick(comments) })
    },
  }

  function edit(page: Page, performer: User, more: { comment: string; kind?: string; tags?: readonly string[] }) {
    const rev_parent_id = page.rev_id
    lastRevision += dice.between(1, 9)
    page.rev_id = lastRevision
    page.rev_size = Math.max(200, page.rev_size + dice.between(-400, 900))
    const { rev_id, rev_size } = page
    return happening('wiki/page/edit', page.domain, {
      edit_kind: more.kind ?? 'edit',
      page: pageOf(page),
      performer,
      revision: {
        rev_id,
        ...(more.kind === 'create' ? {} : { rev_parent_id }),
        rev_size,
        comment: more.comment,
      },
      ...(more.tags ? { tags: more.tags } : {}),
    })
  }

  function create(performer: User): Happening {
    lastPageId += dice.between(1, 12)
    const page_title = `${dice.pick(places)}_(${dice.pick(['bridge', 'river', 'village', 'film', 'ship'])})`
    const page = { domain: dice.pick(domains), page_id: lastPageId, page_title, rev_id: 0, rev_size: 600 }
    if (pages.length < 400) pages.push(page)
    soon.push(() => edit(page, performer, { comment: 'Spelling' }))
    return edit(page, performer, { comment: 'Begun', kind: 'create' })
  }

  // Somebody without an account spoils a page; somebody with one puts it right, and the second time blocks them.
  function vandalise(page: Page): Happening {
    const performer = { user_text: `203.0.113.${dice.between(2, 250)}` }
    const guard = dice.pick(accounts)
    const revert = () => edit(page, guard, { comment: `Reverted ${performer.user_text}`, kind: 'revert' })
    soon.push(
      revert,
      () => edit(page, performer, { comment: '', tags: ['mobile edit'] }),
      revert,
      () => block(page.domain, guard, performer),
    )
    return edit(page, performer, { comment: '', tags: ['mobile edit'] })
  }

  function botRun(bot: User): Happening {
    const comment = bot.user_text === 'LinkBot' ? 'Dead links marked' : 'Category: Landmarks'
    const run = Array.from({ length: dice.between(3, 7) }, () => dice.pick(pages))
    soon.push(...run.map(page => () => edit(page, bot, { comment, tags: ['bot'] })))
    return edit(dice.pick(pages), bot, { comment, tags: ['bot'] })
  }

  function move(page: Page, performer: User): Happening {
    const prior_title = page.page_title
    page.page_title = prior_title.endsWith(')') ? prior_title.replace(/_\(.*\)$/, '') : `${prior_title}_(place)`
    return happening('wiki/page/move', page.domain, {
      page: pageOf(page),
      performer,
      prior_title,
      redirect_left: dice.chance(0.8),
    })
  }

  function block(domain: string, performer: User, user: User): Happening {
    const fields = {
      performer: { ...performer, groups: ['sysop'] },
      user,
      is_blocked: true,
      reason: 'Vandalism, again',
    }
    return happening('wiki/user/block', domain, fields)
  }

  function search(): Happening {
    const wanted = dice.pick(pages)
    const found = [wanted, ...pages.filter(page => page.domain === wanted.domain).slice(0, dice.between(0, 3))]
    return happening('wiki/search', wanted.domain, {
      query: wanted.page_title.replaceAll('_', ' ').toLowerCase(),
      result_count: dice.between(found.length, 400),
      took_ms: dice.between(40, 1900) / 10,
      source: dice.pick(['web', 'web', 'app', 'api']),
      results: found.map(({ page_id }, at) => ({ page_id, score: Math.round(980 / (at + 1)) / 100 })),
    })
  }

  function happening(title: WikiTitle, domain: string, fields: Happening['fields']): Happening {
    return { title, domain, requestId: dice.uuid(), fields }
  }
}

function pageOf({ page_id, page_title }: Page) {
  return { page_id, page_title, namespace_id: 0 }
}
