import { useState } from 'react'
import { api } from '../api.ts'
import { Icon } from '../parts/icon.tsx'

/** Gives what is known of the streams as a file, from which the next start has them configured. */
export function SaveStreams() {
  const [failure, setFailure] = useState<string>()
  const save = async () => {
    try {
      download('streams.yaml', await api.streamsFile())
      setFailure(undefined)
    } catch (error) {
      setFailure(error instanceof Error ? error.message : 'The file cannot be made.')
    }
  }
  return (
    <>
      {failure === undefined ? null : <span className="red cut">{failure}</span>}
      <button type="button" className="btn plain" onClick={save} title="Start with --streams streams.yaml to use it">
        <Icon name="file" />
        Save as a file
      </button>
    </>
  )
}

function download(name: string, text: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }))
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
