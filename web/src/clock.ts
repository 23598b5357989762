import type { Frame } from './wire.ts'

let told: Frame['clock']

/** What the sandbox's clock says, which may be set: ages, ranges and bars go by it. */
export function sandboxNow(): number {
  if (told === undefined) return Date.now()
  return 'at' in told ? told.at : Date.now() + told.ahead
}

/** Whether it stands still. */
export function isStanding(): boolean {
  return told !== undefined && 'at' in told
}

/** Takes over what a frame tells of it. */
export function keepClock(clock: Frame['clock']): void {
  told = clock
}
