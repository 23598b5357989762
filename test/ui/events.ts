/** A small event that is accepted. */
export function testEvent(text = 'hi', stream = 'test.event') {
  return { $schema: '/test/event/1.0.0', meta: { stream }, test: text }
}

/** A small event that is refused: its text is a number. */
export function refusedEvent(value: unknown = 42, stream = 'test.event') {
  return { $schema: '/test/event/1.0.0', meta: { stream }, test: value }
}

/** A change of a page that is accepted. */
export function pageChange(fields: Record<string, unknown> = {}) {
  return {
    $schema: '/page/change/1.0.0',
    dt: '2026-11-23T12:04:31Z',
    meta: { domain: 'de.wikipedia.org', stream: 'mediawiki.page_change.v1' },
    page: { is_redirect: false, namespace_id: 0, page_id: 28304, page_title: 'Aare' },
    page_change_kind: 'edit',
    performer: { is_bot: false, user_text: 'Mirkwood' },
    revision: { rev_id: 1284550604, rev_size: 3312 },
    ...fields,
  }
}

/** The same with its page's number in quotes: one problem that has a correction. */
export function quotedPageId(id = '28304') {
  return pageChange({ page: { is_redirect: false, namespace_id: 0, page_id: id, page_title: 'Aare' } })
}

/** Three problems, each with a correction: a date, a number in quotes, a misspelt key. */
export function threeMistakes() {
  const { revision, ...rest } = quotedPageId('61077')
  return { ...rest, dt: '23.11.2026 12:03', revisoin: revision }
}
