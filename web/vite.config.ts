import react from '@vitejs/plugin-react'
import { defineConfig, type Rolldown } from 'vite'

/** Where `vite dev` finds a running sandbox. */
const sandbox = process.env.EVENT_SANDBOX_URL ?? 'http://127.0.0.1:8192'

export default defineConfig({
  root: import.meta.dirname,
  base: '/ui/',
  plugins: [react()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    // One file to begin with: each further one is a request that the first picture waits for.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: firstChunk, debugName: 'first' }] } } },
  },
  server: {
    proxy: {
      '/_sandbox': { target: sandbox, ws: true, changeOrigin: true, rewriteWsOrigin: true },
      '/v1': { target: sandbox, changeOrigin: true },
    },
  },
})

/** The chunk of everything that the page needs at once: what leads to it from the entry is imported statically. */
function firstChunk(id: string, modules: Rolldown.ChunkingContext): string | null {
  const seen = new Set<string>()
  const isFirst = (module: string): boolean => {
    if (seen.has(module)) return false
    seen.add(module)
    const known = modules.getModuleInfo(module)
    return known !== null && (known.isEntry || [...known.importers].some(isFirst))
  }
  return isFirst(id) ? 'first' : null
}
