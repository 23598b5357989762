import { pageChange, quotedPageId, testEvent, threeMistakes } from './events.ts'
import { expect, test } from './sandbox.ts'

test.describe('why an event was refused', () => {
  test('is one sentence, its correction, and both lines joined', async ({ page, sandbox }) => {
    await sandbox.post(quotedPageId())
    await page.goto(sandbox.url)
    await page.locator('tr.no').click()
    const detail = page.getByRole('complementary', { name: 'Selected event' })
    await expect(detail.locator('.sentence')).toHaveText('page.page_id must be an integer, but it is a string.')
    await expect(detail.locator('.verdict del')).toContainText('"28304"')
    await expect(detail.locator('.verdict ins')).toContainText('28304')
    await expect(detail.locator('.pane.ev .ln.hit .tx')).toContainText('"page_id": "28304"')
    await expect(detail.locator('.pane.sc .ln.hit .tx')).toContainText('type: integer')
    await expect(detail.locator('.pane.sc .ln.hit .no')).toHaveText('65')
    await expect(detail.locator('.seam .rib')).toHaveCount(1)
    await expect(detail.getByRole('link', { name: 'Open in editor' })).toHaveAttribute(
      'href',
      /^vscode:\/\/file\/.*page\/change\/1\.0\.0\.yaml:65$/,
    )

    const fold = detail.locator('.pane.sc button.fold').first()
    await fold.click()
    await expect(detail.locator('.pane.sc .no').first()).toHaveText('1')
  })

  test('the correction is sent as a copy and becomes the next event', async ({ page, sandbox }) => {
    await sandbox.post(quotedPageId())
    await page.goto(sandbox.url)
    await page.locator('tr.no').click()
    await page.getByRole('button', { name: 'Fix and resend' }).click()
    const detail = page.getByRole('complementary', { name: 'Selected event' })
    await expect(detail.locator('.dh')).toContainText('Accepted')
    await expect(detail.getByRole('treeitem', { name: /page_id/ })).toContainText('28304')
    await page.keyboard.press('.')
    await expect(page.locator('tr[data-cursor]')).toHaveCount(2)
    await expect(page.locator('tr[data-cursor]').last()).toContainText('Refused')
  })

  test('several problems are listed by line and fixed one by one or all at once', async ({ page, sandbox }) => {
    await sandbox.post(threeMistakes())
    await page.goto(sandbox.url)
    await page.locator('tr.no').click()
    await page.getByRole('button', { name: 'Open as a page (Enter)' }).click()
    await expect(page).toHaveURL(/\/ui\/event\/\d+\.\d+$/)
    await expect(page.locator('.prob .say')).toHaveText([
      /^dt must be a date and time/,
      'page.page_id must be an integer, but it is a string.',
      'revision is missing, and revisoin is not a known key.',
    ])
    await expect(page.locator('.pane.sc .ln.hit').first()).toBeVisible()
    const heights = await page.locator('.pane .ln').evaluateAll(lines => lines.map(line => line.clientHeight))
    expect(new Set(heights)).toEqual(new Set([20]))
    await page.getByRole('button', { name: 'Use 61077' }).click()
    await expect(page.getByText('2 problems are left in the copy.')).toBeVisible()
    await expect(page.locator('.pane.ev .ln ins')).toHaveText('61077')

    await page.getByRole('button', { name: 'Fix all 3 and resend' }).click()
    await expect(page.locator('.eh')).toContainText('Accepted')
    await expect(page.getByRole('treeitem', { name: /^revision/ })).toBeVisible()
  })

  test('a body that is no JSON shows its line', async ({ page, sandbox }) => {
    await sandbox.post('{"$schema": "/test/event/1.0.0",\n "meta": {"stream": "test.event",}}')
    await page.goto(sandbox.url)
    await page.locator('tr.no').click()
    await expect(page.locator('.sentence')).toContainText('not JSON')
    await expect(page.locator('.ln.hit .no')).toHaveText('2')
    await page.getByRole('tab', { name: /Raw/ }).click()
    await expect(page.locator('pre.raw')).toContainText('"test.event",}}')
  })

  test('a bug report holds everything another person needs', async ({ page, sandbox, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await sandbox.post(quotedPageId())
    await page.goto(sandbox.url)
    await page.locator('tr.no').click()
    await page.getByRole('button', { name: 'Copy for a bug report' }).click()
    await expect(page.getByText('Copied')).toBeVisible()
    const report = await page.evaluate(() => navigator.clipboard.readText())
    expect(report).toContain('page.page_id must be an integer')
    expect(report).toContain('rule `/page/change/1.0.0#/properties/page/properties/page_id/type`')
    expect(report).toContain('"page_id": "28304"')
  })
})

test.describe('an accepted event', () => {
  test('shows its body as a tree, its envelope and its text', async ({ page, sandbox }) => {
    await sandbox.post(pageChange())
    await page.goto(sandbox.url)
    await page.locator('tr[data-cursor]').click()
    await page.getByRole('treeitem', { name: /page_id/ }).click()
    await expect(page.locator('.ptr')).toContainText('/page/page_id')
    await page
      .getByRole('treeitem', { name: /^page:/ })
      .or(page.locator('[role=treeitem]', { hasText: /^page4 keys/ }))
      .first()
      .click()
    await expect(page.getByRole('treeitem', { name: /page_id/ })).toHaveCount(0)

    // What is found is unfolded; its rule stands beside it, and how many others say the same.
    await page.getByRole('searchbox', { name: 'Find in this event' }).fill('28304')
    await expect(page.getByRole('treeitem', { selected: true })).toContainText('28304')
    const rule = page.locator('.field')
    await expect(rule).toContainText('page.page_idinteger, required')
    await expect(rule.getByRole('link', { name: '1.0.0.yaml:63' })).toBeVisible()
    await rule.getByRole('link', { name: 'Show it' }).click()
    await expect(page).toHaveURL(/q=page\.page_id:28304/)
    await page.locator('tr[data-cursor]').click()

    await page.getByRole('tab', { name: 'Envelope' }).click()
    const envelope = page.getByRole('region', { name: 'Envelope' })
    await expect(envelope).toContainText('mediawiki.page_change.v1')
    await expect(envelope).toContainText('wiki-bridge/0.4')
    await page.getByRole('tab', { name: /Raw/ }).click()
    await expect(page.locator('pre.raw')).toContainText('"page_title":"Aare"')
  })

  test('puts its stream into the search', async ({ page, sandbox }) => {
    await sandbox.post([pageChange(), testEvent()])
    await page.goto(sandbox.url)
    await page.locator('tr[data-cursor]').last().click()
    await page.getByRole('complementary').getByRole('button', { name: 'mediawiki.page_change.v1' }).click()
    await expect(page.locator('.search .q')).toContainText('stream:mediawiki.page_change.v1')
    await expect(page.locator('tr[data-cursor]')).toHaveCount(1)
  })

  test('that is gone is said so', async ({ page, sandbox, forgive }) => {
    forgive(/404/)
    await page.goto(`${sandbox.url}/ui/event/999999.0`)
    await expect(page.getByRole('alert')).toContainText('There is no event at 999999.0')
  })
})
