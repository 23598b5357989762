/** Whether a schema file refers to the latest version of something: then a new version elsewhere makes it another one. */
export function namesLatest(text: string): boolean {
  return /\$ref["']?\s*:\s*["']?\S*\/latest\b/.test(text)
}
