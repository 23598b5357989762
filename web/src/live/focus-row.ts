/** Asks the list to bring a row into view and put the focus on it; the row may not be drawn yet. */
export function focusRow(cursor: string) {
  dispatchEvent(new CustomEvent(focusRowEvent, { detail: cursor }))
}

/** The event by which keys reach the list without either knowing the other. */
export const focusRowEvent = 'event-sandbox:focus-row'
