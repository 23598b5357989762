/** A stream or topic; the first part, which many share, is dimmed. */
export function DottedName({ name }: { name: string }) {
  const shared = name.indexOf('.') + 1
  return (
    <>
      {shared > 0 ? <i>{name.slice(0, shared)}</i> : null}
      {name.slice(shared)}
    </>
  )
}
