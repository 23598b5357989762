/** A column: its name, and its class where it is not one of words. A name in `hidden` is for those who do not see. */
export type ColumnHead = string | readonly [name: string, kind: string] | { readonly hidden: string }

/** The line above a table. */
export function TableHead({ columns }: { columns: readonly ColumnHead[] }) {
  return (
    <thead>
      <tr>
        {columns.map(column => {
          if (typeof column === 'object' && 'hidden' in column) {
            return (
              <th scope="col" key={column.hidden}>
                <span className="vh">{column.hidden}</span>
              </th>
            )
          }
          const [name, kind] = typeof column === 'string' ? [column] : column
          return (
            <th scope="col" key={name} className={kind}>
              {name}
            </th>
          )
        })}
      </tr>
    </thead>
  )
}
