import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { checkText } from './checks.ts'

const restMs = 150

/** What the sandbox would say of the text, asked each time the hand rests. */
export function useCheck(text: string) {
  const rested = useRested(text)
  const { data, isError } = useQuery({
    queryKey: ['check text', rested],
    queryFn: () => checkText(rested),
    enabled: rested.trim() !== '',
    placeholderData: keepPreviousData,
    gcTime: 0,
  })
  return { check: data, isCurrent: data?.text === text, isError }
}

function useRested(text: string): string {
  const [rested, setRested] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), restMs)
    return () => clearTimeout(timer)
  }, [text])
  return rested
}
