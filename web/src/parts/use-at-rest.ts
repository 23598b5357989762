import { type RefObject, useEffect, useState } from 'react'

/**
 * Whether nobody is at a list: it stands at its top and the pointer is not over it. Rows that come in meanwhile must
 * not push others away under the hand.
 */
export function useAtRest(list: RefObject<HTMLElement | null>): boolean {
  const [isScrolled, setScrolled] = useState(false)
  const [isPointed, setPointed] = useState(false)
  useEffect(() => {
    const onScroll = ({ target }: Event) => {
      // The list scrolls, or on small screens all of the page.
      if (!(target instanceof Element) || list.current === null) return
      if (list.current.contains(target) || target.contains(list.current)) setScrolled(target.scrollTop > 0)
    }
    const onPointerMove = ({ target, pointerType }: PointerEvent) => {
      const isOver = target instanceof Node && list.current?.contains(target) === true
      setPointed(isOver && pointerType === 'mouse')
    }
    document.addEventListener('scroll', onScroll, { capture: true, passive: true })
    document.addEventListener('pointermove', onPointerMove, { passive: true })
    return () => {
      document.removeEventListener('scroll', onScroll, { capture: true })
      document.removeEventListener('pointermove', onPointerMove)
    }
  }, [list])
  return !isScrolled && !isPointed
}
