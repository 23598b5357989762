import { lazy, type ReactNode, Suspense } from 'react'
import { useNextCheck } from './progress.ts'
import { useTour } from './use-tour.ts'

const TourColumn = lazy(() => import('./tour-column.tsx').then(({ TourColumn }) => ({ default: TourColumn })))
const TourEnd = lazy(() => import('./tour-end.tsx').then(({ TourEnd }) => ({ default: TourEnd })))

/** The page, and the tour beside it where one is on it. */
export function WithTour({ children }: { children: ReactNode }) {
  const { step, isEnd } = useTour()
  const next = useNextCheck(step)
  if (isEnd) {
    return (
      <Suspense>
        <TourEnd />
      </Suspense>
    )
  }
  if (step === undefined) return children
  return (
    <div className="with-tour" data-next={next}>
      <div className="tour-page">{children}</div>
      <Suspense>
        <TourColumn step={step} />
      </Suspense>
    </div>
  )
}
