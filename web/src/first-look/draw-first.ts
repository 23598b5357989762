import type { FirstSocket } from '../feed/first-socket.ts'
import { columnNames, columnsOf } from '../live/column-list.ts'
import { narrow } from '../parts/media.ts'
import type { Frame } from '../wire.ts'
import { element } from './element.ts'
import { firstRow } from './first-row.ts'

/** So long the page's own scripts wait for the first picture at most. */
const patienceMs = 300

/**
 * Draws the newest events while the scripts of the page are still on their way, as and where these will draw them; resolves
 * once they are seen, or need not be waited for. A row that is pressed meanwhile is opened by the page as it comes.
 */
export async function drawFirst(): Promise<void> {
  const first = window.firstSocket
  const asked = new URLSearchParams(location.search)
  const isLive = /^\/(?:ui\/?)?$/.test(location.pathname) && !asked.has('event') && !asked.has('tour')
  if (first === undefined || !isLive) return
  const drawn = (text: string) => {
    const main = document.querySelector('main:empty')
    const frame = JSON.parse(text) as Frame // the server is of the same package
    if (main !== null && frame.error === undefined && frame.items.length > 0) main.append(list(frame, asked))
  }
  await Promise.race([
    firstMessage(first).then(drawn).then(nextPicture),
    new Promise(resolve => setTimeout(resolve, patienceMs)),
  ])
}

function firstMessage({ socket, messages }: FirstSocket): Promise<string> {
  const [message] = messages
  if (message !== undefined) return Promise.resolve(message)
  return new Promise(resolve => socket.addEventListener('message', ({ data }) => resolve(data), { once: true }))
}

/** Once what is there now is on the screen. */
function nextPicture(): Promise<void> {
  return new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)))
}

const rowHeight = 28

function list({ items }: Frame, asked: URLSearchParams): Element {
  const isNarrow = matchMedia(narrow).matches
  const columns = isNarrow ? [] : columnsOf(asked.get('columns') ?? undefined)
  const names = columnNames(columns)
  const stated = /(?:^|\s)stream:(\S*)\*(?:\s|$)/.exec(asked.get('q') ?? '')?.[1] ?? ''
  const rows = items.slice(-Math.ceil(innerHeight / rowHeight)).toReversed()
  const table = element('table', `ev${isNarrow ? ' few' : ''}`, [
    element(
      'colgroup',
      '',
      names.map(name => element('col', `c-${name.toLowerCase()}`)),
    ),
    element('thead', '', [
      element(
        'tr',
        '',
        names.map(name => element('th', name === 'Bytes' || name === 'Offset' ? 'n' : '', [name])),
      ),
    ]),
    element(
      'tbody',
      '',
      rows.map(item => firstRow(item, { columns, stated, isNarrow })),
    ),
  ])
  const room = ['tally', 'hist', 'axis'].map(name => element('div', name))
  return element('div', 'live', [element('section', 'stream', [...room, element('section', 'gridwrap', [table])])])
}
