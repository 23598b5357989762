/** Opens a file of this machine at a line in VS Code. */
export function editorLink(path: string, line: number): string {
  return `vscode://file/${path.split('/').map(encodeURIComponent).join('/').replace(/^\//, '')}:${line}`
}
