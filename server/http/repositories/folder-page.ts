/** A file or a folder of a published repository; folders end with a slash. */
export interface FolderEntry {
  readonly name: string
}

/** A folder as web servers list it. */
export function folderPage(path: string, entries: readonly FolderEntry[]): string {
  const links = [...(path === '/repositories/' ? [] : [{ name: '../' }]), ...entries]
  const lines = links.map(({ name }) => `<a href="${escaped(encodeURI(name))}">${escaped(name)}</a>`)
  const title = `Index of ${escaped(path)}`
  return `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>${title}</title></head>
<body>
<h1>${title}</h1>
<pre>
${lines.join('\n')}
</pre>
</body>
</html>
`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
