/**
 * Gives times, in milliseconds since 1970, as `Date.prototype.toISOString` does; for many of about the same time, of
 * which all but the milliseconds is written once a second.
 */
export function createIsoText(): (time: number) => string {
  let second = Number.NaN
  let beforeMilliseconds = ''
  return time => {
    const milliseconds = time - second * 1000
    if (milliseconds >= 0 && milliseconds < 1000) return textOf(milliseconds)
    second = Math.floor(time / 1000)
    beforeMilliseconds = new Date(second * 1000).toISOString().slice(0, -'000Z'.length)
    return textOf(time - second * 1000)
  }

  function textOf(milliseconds: number): string {
    const digits = String(Math.floor(milliseconds))
    return `${beforeMilliseconds}${milliseconds < 10 ? '00' : milliseconds < 100 ? '0' : ''}${digits}Z`
  }
}
