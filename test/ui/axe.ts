import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const full = { width: 1280, height: 800 }
/** Half a screen, a screen of 1280 at 200 %, and small ones. */
const small = [
  { width: 960, height: 800 },
  { width: 640, height: 400 },
  { width: 400, height: 800 },
  { width: 320, height: 800 },
]

/** Expects a view to be readable and usable in either theme, under forced colours, at every width. */
export async function isForEveryone(page: Page, view: string): Promise<void> {
  expect.soft(await seriousFindings(page), `${view}, light`).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect.soft(await seriousFindings(page, ['color-contrast']), `${view}, dark`).toEqual([])
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' })
  expect.soft(await chosenUnseen(page), `${view}, chosen under forced colours`).toEqual([])
  await page.emulateMedia({ forcedColors: 'none' })
  for (const size of small) {
    await page.setViewportSize(size)
    await expect.soft.poll(() => overflow(page), `${view}, ${size.width} pixels wide`).toBeLessThanOrEqual(0)
  }
  expect.soft(await seriousFindings(page, ['target-size']), `${view}, targets`).toEqual([])
  await page.setViewportSize(full)
}

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What axe finds serious or worse on a page as it stands; `rules` are those to ask, all of WCAG 2.2 AA otherwise. */
export async function seriousFindings(page: Page, rules: readonly string[] = []): Promise<string[]> {
  // What moves would be half seen.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  // Without frames there is nothing to gather in a page of its own.
  const axe = new AxeBuilder({ page }).setLegacyMode()
  const { violations } = await (rules.length === 0 ? axe.withTags(tags) : axe.withRules([...rules])).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html.slice(0, 160)).join(' | ')}`)
}

/** By how many pixels the page, or its main part, is wider than its window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const main = document.querySelector('main')
    return Math.max(
      document.documentElement.scrollWidth - innerWidth,
      (main?.scrollWidth ?? 0) - (main?.clientWidth ?? 0),
    )
  })
}

/** What is chosen and looks like what is not chosen beside it. */
function chosenUnseen(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const chosen = ':is([aria-selected="true"], [aria-pressed="true"], [aria-current]:not([aria-current="false"]))'
    const look = (element: Element) =>
      [null, '::before', '::after'].map(pseudo => {
        const style = getComputedStyle(element, pseudo)
        const border =
          pseudo === null || style.content !== 'none' ? [style.borderTop, style.borderBottom, style.borderLeft] : []
        return [
          ...border,
          style.outlineStyle,
          style.color,
          style.backgroundColor,
          style.fontWeight,
          style.textDecorationLine,
        ]
      })
    return [...document.querySelectorAll(chosen)]
      .filter(element => element.checkVisibility())
      .filter(element => {
        const others = [...(element.parentElement?.parentElement?.querySelectorAll(element.tagName) ?? [])]
        return others.some(
          other =>
            !other.matches(chosen) && other.className === element.className && `${look(other)}` === `${look(element)}`,
        )
      })
      .map(element => element.outerHTML.slice(0, 160))
  })
}
