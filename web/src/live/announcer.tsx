import { useEffect, useRef, useState } from 'react'
import { useFeed } from '../feed/use-feed.tsx'
import { count, counted } from '../words.ts'

const pauseBetween = 5000

/** Tells a screen reader what came in, at most one sentence in five seconds; rows themselves are never read out. */
export function Announcer() {
  const feed = useFeed()
  const [sentence, say] = useState('')
  const told = useRef(feed.state().totals)
  useEffect(() => {
    const timer = setInterval(() => {
      const { totals } = feed.state()
      const valid = totals.valid - told.current.valid
      const invalid = totals.invalid - told.current.invalid
      told.current = totals
      if (valid + invalid > 0) say(`${counted(valid + invalid, 'new event')}, ${count(invalid)} refused.`)
    }, pauseBetween)
    return () => clearInterval(timer)
  }, [feed])
  return (
    <div className="vh" aria-live="polite">
      {sentence}
    </div>
  )
}
