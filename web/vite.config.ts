import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin, type Rolldown } from 'vite'

/** Where `vite dev` finds a running sandbox. */
const sandbox = process.env.EVENT_SANDBOX_URL ?? 'http://127.0.0.1:8192'

export default defineConfig({
  root: import.meta.dirname,
  base: '/ui/',
  plugins: [react(), preloadPage()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    // Two files: the first look, and the page. Each further one is a request that these would wait for.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: (id, modules) => (isReachedFrom(entry, id, modules) ? 'first' : null),
              debugName: 'first',
              priority: 2,
            },
            {
              name: (id, modules) => (isReachedFrom(main, id, modules) ? 'page' : null),
              debugName: 'page',
              priority: 1,
            },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/_sandbox': { target: sandbox, ws: true, changeOrigin: true, rewriteWsOrigin: true },
      '/v1': { target: sandbox, changeOrigin: true },
    },
  },
})

// What leads there is imported statically.
const main = (id: string) => id.endsWith('/src/main.tsx')
const entry = (id: string, modules: Rolldown.ChunkingContext) => modules.getModuleInfo(id)?.isEntry === true

function isReachedFrom(
  isStart: (id: string, modules: Rolldown.ChunkingContext) => boolean,
  id: string,
  modules: Rolldown.ChunkingContext,
): boolean {
  const seen = new Set<string>()
  const isReached = (module: string): boolean => {
    if (seen.has(module)) return false
    seen.add(module)
    return isStart(module, modules) || (modules.getModuleInfo(module)?.importers ?? []).some(isReached)
  }
  return isReached(id)
}

/** The page begins to load with the document, and not only once the first look asks for it. */
function preloadPage(): Plugin {
  return {
    name: 'preload-page',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle = {} }) {
        const chunks = Object.values(bundle).filter(each => each.type === 'chunk')
        const page = chunks.find(({ name }) => name === 'page')
        const files = [page?.fileName, ...(page?.imports ?? [])].filter(file =>
          chunks.some(each => each.fileName === file && !each.isEntry),
        )
        return files.map(file => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `/ui/${file}` },
          injectTo: 'head' as const,
        }))
      },
    },
  }
}
