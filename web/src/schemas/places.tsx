import { useQuery } from '@tanstack/react-query'
import { api } from '../api.ts'
import { fileName, schemaOf, shortFile } from './files.ts'
import { NumberedLine } from './numbered-line.tsx'
import type { Change, Place, SchemaTree } from './wire.ts'

type Repositories = SchemaTree['repositories']

const around = 3

/** Where a change stands in both files, with the lines around it. */
export function PlacesOf({ change, repositories }: { change: Change; repositories: Repositories }) {
  const isBreaking = change.breaks.some(mode => mode !== 'FORWARD')
  const mark = isBreaking ? 'hit' : change.breaks.length > 0 ? 'look' : 'news'
  return (
    <div className="yy">
      <PlaceLines place={change.places.old} repositories={repositories} mark="" />
      <PlaceLines place={change.places.new} repositories={repositories} mark={mark} />
    </div>
  )
}

function PlaceLines({ place, repositories, mark }: { place: Place; repositories: Repositories; mark: string }) {
  const schema = schemaOf(place.file, repositories)
  const { data } = useQuery({
    queryKey: ['lines', place.file],
    queryFn: () => (schema === undefined ? Promise.resolve(null) : api.schemaVersion(schema.title, schema.version)),
    // The file may have been saved since it was last shown.
    staleTime: 0,
  })
  const lines = data?.text?.split('\n') ?? []
  const from = Math.max(1, place.line - around + 1)
  return (
    <figure>
      <figcaption title={place.file}>
        {fileName(place.file) === 'current.yaml' ? 'current.yaml' : shortName(place.file)}:{place.line}
      </figcaption>
      <div className="code">
        {lines.slice(from - 1, place.line + around).map((line, index) => {
          const number = from + index
          return (
            <NumberedLine key={number} number={number} text={line} mark={number === place.line ? mark : undefined} />
          )
        })}
      </div>
    </figure>
  )
}

/** `1.2.0.yaml` of the schema itself; of a fragment with its folder. */
function shortName(file: string): string {
  return file.includes('/fragment/') ? shortFile(file) : fileName(file)
}
