import { Link } from '@tanstack/react-router'

/** An address under /ui/ that is none. */
export function Missing() {
  return (
    <div className="none2">
      <title>Not found - event-sandbox</title>
      <h1>There is no page at this address.</h1>
      <p>
        <Link to="/">Go to the live list</Link>
      </p>
    </div>
  )
}
