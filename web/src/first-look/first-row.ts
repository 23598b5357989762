import type { Column } from '../live/column-list.ts'
import { reasonWords, sharedLength, wordless } from '../live/row-words.ts'
import { paths, refusedPaths } from '../parts/icon-paths.ts'
import type { Item } from '../wire.ts'
import { clock } from '../words.ts'
import { drawing, element } from './element.ts'

/** One event in the first list; live/event-row.tsx draws it again, and says more of it. */
export function firstRow(
  item: Item,
  { columns, stated, isNarrow }: { columns: readonly Column[]; stated: string; isNarrow: boolean },
): Element {
  const isRefused = item.status === 'invalid'
  const cell = (column: Column) => element('td', column.isNumber ? 'n' : 'sc', [column.text(item)])
  const cells = (isBefore: boolean) =>
    columns.filter(({ name }) => (name === 'schema') === isBefore).map(column => cell(column))
  const row = element('tr', !isRefused ? '' : item.kept ? 'look' : 'no', [
    element('td', 'x', [mark(item)]),
    element('td', 't', [clock(item.receivedAt, !isNarrow)]),
    element('td', 's', streamOf(item, stated, isNarrow)),
    ...cells(true),
    isRefused
      ? element('td', 'm', [reasonWords(item).shown])
      : element('td', 'm', [wordless(item) ?? '', element('b', '', [item.title]), ` ${item.detail}`]),
    ...cells(false),
  ])
  row.onclick = () => history.replaceState(null, '', addressOf(item, isNarrow))
  return row
}

function mark({ status, kept }: Item): Element {
  const [word, kind, lines] =
    status === 'valid'
      ? (['Accepted', '', [[paths.tick, '']]] as const)
      : kept
        ? (['Kept', 'look', [[paths.look, '']]] as const)
        : ([
            'Refused',
            'no',
            [
              [refusedPaths.mark, 'mark-no'],
              [refusedPaths.cross, 'mark-no-x'],
            ],
          ] as const)
  return element('span', `st ${kind}`, [drawing(lines), element('span', 'w', [word])])
}

function streamOf({ stream }: Item, stated: string, isNarrow: boolean): readonly (Node | string)[] {
  if (stream === null) return [element('span', 'dim', ['no stream'])]
  const shared = sharedLength(stream, stated)
  const isStated = stated !== '' && stream.startsWith(stated)
  return isStated && isNarrow
    ? [stream.slice(shared)]
    : [element('i', '', [stream.slice(0, shared)]), stream.slice(shared)]
}

// Where the page finds it as it comes: beside the list, or as a page of its own.
function addressOf({ cursor }: Item, isNarrow: boolean): string {
  const search = new URLSearchParams(location.search)
  if (!isNarrow) search.set('event', cursor)
  const path = isNarrow ? `/ui/event/${cursor}` : location.pathname
  return search.size === 0 ? path : `${path}?${search}`
}
