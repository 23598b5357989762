/** A few choices of which one holds, side by side. */
export function Segments<Name extends string>(props: {
  label: string
  options: readonly { readonly name: Name; readonly label: string }[]
  chosen: Name
  choose(name: Name): void
  className?: string
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a line of its own shape
    <div className={`seg ${props.className ?? ''}`} role="group" aria-label={props.label}>
      {props.options.map(({ name, label }) => (
        <button key={name} type="button" aria-pressed={name === props.chosen} onClick={() => props.choose(name)}>
          {label}
        </button>
      ))}
    </div>
  )
}
