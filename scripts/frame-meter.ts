import type { Page } from '@playwright/test'

/** What a page drew while it was watched. */
export interface Drawn {
  readonly framesPerSecond: number
  /** Of the tasks longer than 50 ms the longest, in milliseconds. */
  readonly longestTask: number
  readonly tasksOver100: number
}

/** Watches frames and long tasks of a page; call it before the page is opened. */
export async function meterFrames(page: Page) {
  await page.addInitScript({ content: meter })
  return {
    /** Leaves out what happens until `go`, such as a collection of garbage that was asked for. */
    rest: () => page.evaluate<void>('meter.turn(false)'),
    go: () => page.evaluate<void>('meter.turn(true)'),
    drawn: () => page.evaluate<Drawn>('meter.drawn()'),
  }
}

// Runs in the page, so it is a text: the scripts are checked without a browser's names.
const meter = `
  const meter = window.meter = { isOn: false, since: 0, frames: 0, watchedMs: 0, tasks: [] }
  meter.turn = on => {
    const now = performance.now()
    if (meter.isOn) meter.watchedMs += now - meter.since
    Object.assign(meter, { isOn: on, since: now })
  }
  meter.drawn = () => {
    meter.turn(false)
    return {
      framesPerSecond: Math.round((meter.frames * 10000) / meter.watchedMs) / 10,
      longestTask: Math.round(Math.max(0, ...meter.tasks)),
      tasksOver100: meter.tasks.filter(task => task > 100).length,
    }
  }
  const count = () => {
    if (meter.isOn) meter.frames += 1
    requestAnimationFrame(count)
  }
  requestAnimationFrame(count)
  new PerformanceObserver(list => {
    for (const task of list.getEntries()) if (meter.isOn && task.startTime >= meter.since) meter.tasks.push(task.duration)
  }).observe({ type: 'longtask' })
`
