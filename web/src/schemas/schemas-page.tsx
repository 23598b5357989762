import { Navigate } from '@tanstack/react-router'
import { Problem } from '../parts/problem.tsx'
import { narrow, useMedia, wide } from '../parts/use-media.ts'
import { firstTitle, foldersOf } from './folders.ts'
import { SchemaTree } from './schema-tree.tsx'
import { TitleView } from './title-view.tsx'
import { useSchemaPlace, useSchemaTree } from './use-schemas.ts'

/** The schemas as a tree, and the opened one beside it; on small screens one or the other. */
export function SchemasPage() {
  const place = useSchemaPlace()
  const { data: tree, error } = useSchemaTree()
  const isNarrow = useMedia(narrow)
  const isWide = useMedia(wide)
  const first = tree?.repositories.map(({ titles }) => firstTitle(foldersOf(titles))).find(title => title !== undefined)
  const showsTree = !isNarrow || place.title === undefined
  return (
    <div className="sch">
      {place.title === undefined ? <title>Schemas - event-sandbox</title> : null}
      {tree !== undefined && showsTree ? <SchemaTree tree={tree} chosen={place.title} /> : null}
      {tree === undefined && error !== null ? <Problem error={error} /> : null}
      {tree !== undefined && place.title !== undefined ? (
        <TitleView
          name={place.title}
          asked={place.version}
          against={place.against}
          repositories={tree.repositories}
          key={place.title}
        />
      ) : isWide && first !== undefined ? (
        <Navigate to="/schemas/$" params={{ _splat: first }} search replace />
      ) : (
        <div className="rest only-wide">
          {tree === undefined ? null : <p className="dim">Choose a schema to read it.</p>}
        </div>
      )}
    </div>
  )
}
