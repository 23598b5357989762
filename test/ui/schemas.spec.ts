import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pageChange, testEvent } from './events.ts'
import { test as base, expect } from './sandbox.ts'

/** A repository whose `page/change` has three versions: 1.0.0, 1.1.0 with a field more, and `current`, as saved. */
const test = base.extend<{ save: (current: string) => Promise<void> }>({
  schemas: async ({ schemas }, use) => {
    const first = join(schemas, 'page/change/1.0.0.yaml')
    await writeFile(first, bounded(await readFile(first, 'utf8')))
    await writeFile(join(schemas, 'page/change/1.1.0.yaml'), await secondVersion(schemas))
    await writeFile(join(schemas, 'page/change/current.yaml'), await secondVersion(schemas))
    await use(schemas)
  },
  save: async ({ schemas }, use) => {
    await use(current => writeFile(join(schemas, 'page/change/current.yaml'), current))
  },
  sandbox: async ({ start, schemas }, use) => use(await start({ schemas })),
})

test('schemas are a tree by repository, and one is found by its name', async ({ page, sandbox }) => {
  await page.goto(`${sandbox.url}/ui/schemas`)
  const tree = page.getByRole('navigation', { name: 'Schemas by repository' })
  await expect(tree.getByRole('link')).toHaveText(['change1.1.0', 'event1.0.0'])
  await tree.getByRole('searchbox', { name: 'Filter schemas' }).fill('chan')
  await expect(tree.getByRole('link')).toHaveText(['change1.1.0'])
  await tree.getByRole('link').click()
  await expect(page).toHaveURL(`${sandbox.url}/ui/schemas/page/change`)
  await expect(page.getByRole('heading', { name: 'page/change' })).toBeVisible()
})

test('a schema is read as documentation, as an example, and as its file', async ({ page, sandbox }) => {
  await page.goto(`${sandbox.url}/ui/schemas/page/change/1.0.0`)
  const field = (name: string) =>
    page.locator('.fields tr', { has: page.getByRole('rowheader', { name, exact: true }) })
  await expect(field('dt').last()).toHaveText('dtdate-timerequiredWhen the change happened.')
  await expect(field('page_id')).toHaveText('page_idintegerrequiredThe number of the page in its wiki.')
  await expect(field('is_bot')).toHaveText('is_botbooleanWhether the user is a program.')
  await expect(field('page_change_kind')).toContainText('What kind of change it was. create, edit, move or delete.')

  await page.getByRole('tab', { name: 'Example' }).click()
  const example = page.getByRole('region', { name: 'Example' })
  await expect(example).toContainText('"page_id":')
  const first = await example.textContent()
  await page.getByRole('button', { name: 'Another' }).click()
  await expect(example).not.toHaveText(first ?? '')

  await page.getByRole('tab', { name: 'Source' }).click()
  const source = page.getByRole('region', { name: 'Source' }).locator('.ln')
  await expect(source.nth(0)).toHaveText('1title: page/change')
  await expect(source.nth(2)).toHaveText('3$id: /page/change/1.0.0')
})

test('what is wrong with a schema is listed with its place and what to do', async ({
  page,
  sandbox,
  save,
  schemas,
}) => {
  await save((await secondVersion(schemas)).replace('user_text:', 'userText:'))
  await page.goto(`${sandbox.url}/ui/schemas/page/change/current`)
  await page.getByRole('tab', { name: 'Findings' }).click()
  const finding = page.locator('.finds li', { hasText: 'userText' })
  await expect(finding.first()).toContainText('Error')
  await expect(finding.first()).toContainText(/current\.yaml:\d+ \S+/)
})

test('a version tells what it is to the one before it', async ({ page, sandbox }) => {
  await page.goto(`${sandbox.url}/ui/schemas/page/change/1.1.0`)
  const comparison = page.getByRole('complementary')
  await expect(comparison).toContainText('1.1.0.yaml against 1.0.0')
  await expect(comparison.locator('.sentence')).toContainText('comment')
  await expect(page.locator('.fields tr', { hasText: 'comment' })).toContainText(/new|changed/)
  await page.getByRole('list', { name: 'Versions' }).getByRole('link', { name: '1.0.0' }).click()
  await expect(page).toHaveURL(`${sandbox.url}/ui/schemas/page/change/1.0.0`)
  await expect(comparison).toHaveCount(0)
})

test('a saved change that breaks says what, where, for whom, how many, and which version it needs', async ({
  page,
  sandbox,
  save,
  schemas,
}) => {
  const small = { rev_id: 7 }
  await sandbox.post([pageChange({ revision: small }), pageChange(), pageChange({ revision: small }), testEvent()])
  await page.goto(`${sandbox.url}/ui/schemas/page/change/current`)
  const comparison = page.getByRole('complementary')
  await expect(page.getByRole('list', { name: 'Versions' })).toContainText('current')

  await save((await secondVersion(schemas)).replace('      - rev_id\n', '      - rev_id\n      - rev_size\n'))
  await expect(comparison.locator('.tag')).toHaveText('Breaking')
  await expect(comparison).toContainText('current.yaml against 1.1.0')
  await expect(comparison.locator('.sentence')).toHaveText('revision.rev_size became required.')
  await expect(comparison).toContainText('Events that 1.1.0 accepts are refused by current.')
  await expect(comparison).toContainText('2 of 3 stored events would be refused.')
  await expect(comparison.locator('figcaption')).toHaveText([/^1\.1\.0\.yaml:\d+$/, /^current\.yaml:\d+$/])
  await expect(comparison.locator('.ln.hit')).toContainText('required')
  const witness = JSON.parse((await comparison.locator('.wit pre').textContent()) ?? '')
  expect(Object.keys(witness.revision)).toEqual(['rev_id'])
  await expect(comparison.getByRole('list', { name: 'Compatibility rules' }).getByRole('listitem')).toHaveText([
    'Backwardbreaks',
    'Forwardholds',
    'Fullbreaks',
    'Hiveholds',
    'jsonschema-toolsbreaks',
  ])
  await expect(comparison).toContainText('Suggested version 2.0.0')
  await expect(page.getByRole('list', { name: 'Versions' })).toContainText('breaks')
  await expect(page.locator('.fields tr.chg', { hasText: 'rev_size' })).toContainText('changed')
  await page.getByRole('tab', { name: 'Used by' }).click()
  await expect(page.getByRole('link', { name: 'mediawiki.page_change.v1' })).toBeVisible()

  await comparison.getByRole('link', { name: 'Show the first' }).click()
  await expect(page).toHaveURL(/\/ui\/event\/\d+\.\d+$/)
  await expect(page.getByRole('treeitem', { name: /rev_id/ })).toContainText('7')
})

test('a change that breaks is taken back, or meant, by a button that shows the lines first', async ({
  page,
  sandbox,
  save,
  schemas,
  forgive,
}) => {
  forgive(/a status of 409/)
  const second = await secondVersion(schemas)
  const third = second.replaceAll('1.1.0', '1.2.0')
  const current = () => readFile(join(schemas, 'page/change/current.yaml'), 'utf8')
  const comparison = page.getByRole('complementary')
  const dialog = page.getByRole('dialog')
  const broken = third.replace('      - rev_id\n', '      - rev_id\n      - rev_size\n')
  await save(broken)
  await page.goto(`${sandbox.url}/ui/schemas/page/change/current`)
  await comparison.getByRole('button', { name: 'Set $id to 2.0.0' }).click()
  await expect(dialog.locator('.ln.gone')).toHaveText('3-$id: /page/change/1.2.0')
  await expect(dialog.locator('.ln.new')).toHaveText('3+$id: /page/change/2.0.0')
  await page.keyboard.press('Escape')
  expect(await current()).toBe(broken)

  await comparison.getByRole('button', { name: 'Undo in current.yaml' }).click()
  await expect(dialog.locator('.ln.gone')).toHaveText(/- rev_size$/)
  await dialog.getByRole('button', { name: 'Write current.yaml' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('article').getByRole('status')).toHaveText('current.yaml is written.')
  await expect(comparison.locator('.tag')).toHaveText('The same')
  expect(await current()).toBe(third)

  await save(broken)
  await expect(comparison.locator('.tag')).toHaveText('Breaking')
  await comparison.getByRole('button', { name: 'Set $id to 2.0.0' }).click()
  await expect(dialog.locator('.ln.new')).toHaveText('3+$id: /page/change/2.0.0')
  await save(broken.replace('title:', '# Saved meanwhile.\ntitle:'))
  await dialog.getByRole('button', { name: 'Write current.yaml' }).click()
  await expect(dialog.getByRole('alert')).toContainText('was saved since this was shown')
  expect(await current()).toContain('# Saved meanwhile.')
})

test('any two versions are compared, and the URL says which', async ({ page, sandbox }) => {
  await page.goto(`${sandbox.url}/ui/schemas/page/change/1.0.0`)
  const choice = page.getByRole('combobox', { name: 'Compare with' })
  await expect(choice.locator('option')).toHaveText(['nothing, it is the first', '1.1.0', 'current'])
  await choice.selectOption('1.1.0')
  await expect(page).toHaveURL(`${sandbox.url}/ui/schemas/page/change/1.0.0?against=1.1.0`)
  const comparison = page.getByRole('complementary')
  await expect(comparison).toContainText('1.0.0.yaml against 1.1.0')
  await expect(comparison.locator('.sentence')).toContainText('comment')
  await page.reload()
  await expect(choice).toHaveValue('1.1.0')
  await expect(comparison).toContainText('1.0.0.yaml against 1.1.0')
  await choice.selectOption('')
  await expect(page).toHaveURL(`${sandbox.url}/ui/schemas/page/change/1.0.0`)
  await expect(comparison).toHaveCount(0)
})

test('a field of a fragment says where it is declared, and leads there', async ({ page, sandbox, save, schemas }) => {
  await mkdir(join(schemas, 'fragment/visit'), { recursive: true })
  const fragment = 'title: fragment/visit\n$id: /fragment/visit/1.0.0\ntype: object\nproperties:\n'
  const visit = '  visit:\n    type: object\n    properties:\n      place:\n        type: string\n'
  await writeFile(join(schemas, 'fragment/visit/1.0.0.yaml'), fragment + visit)
  await save(`${await secondVersion(schemas)}allOf:\n  - $ref: /fragment/visit/1.0.0\n`)
  await page.goto(`${sandbox.url}/ui/schemas/page/change/current`)
  const row = (name: string) => page.locator('.fields tr', { has: page.getByRole('rowheader', { name, exact: true }) })
  await expect(row('visit')).toContainText('from fragment/visit/1.0.0')
  await expect(row('place')).not.toContainText('from')
  await row('visit').getByRole('link').click()
  await expect(page.getByRole('heading', { name: 'fragment/visit' })).toBeVisible()
})

test('a schema that is not there is said so, with the nearest', async ({ page, sandbox, forgive }) => {
  forgive(/a status of 404/)
  await page.goto(`${sandbox.url}/ui/schemas/page/chagne/1.0.0`)
  await expect(page.getByRole('alert')).toContainText('There is no schema')
})

/** With the bounds of whole numbers, as a published version has them: `current` gets them as well. */
function bounded(text: string): string {
  return text.replace(/^( +)type: integer\n((?:\1m(?:in|ax)imum: .*\n)*)/gm, (_, space, bounds: string) => {
    const missing = ['minimum: -9007199254740991', 'maximum: 9007199254740991'].filter(
      bound => !bounds.includes(bound.slice(0, 8)),
    )
    return [`${space}type: integer\n`, bounds, ...missing.map(bound => `${space}${bound}\n`)].join('')
  })
}

async function secondVersion(schemas: string): Promise<string> {
  const first = await readFile(join(schemas, 'page/change/1.0.0.yaml'), 'utf8')
  return first
    .replace('$id: /page/change/1.0.0', '$id: /page/change/1.1.0')
    .replace(
      '  performer:\n',
      '  comment:\n    type: string\n    description: What the user says of it.\n  performer:\n',
    )
}
