import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where `vite dev` finds a running sandbox. */
const sandbox = process.env.EVENT_SANDBOX_URL ?? 'http://127.0.0.1:8192'

export default defineConfig({
  root: import.meta.dirname,
  base: '/ui/',
  plugins: [react()],
  build: { outDir: '../dist/web', emptyOutDir: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 700 },
  server: {
    proxy: {
      '/_sandbox': { target: sandbox, ws: true, changeOrigin: true, rewriteWsOrigin: true },
      '/v1': { target: sandbox, changeOrigin: true },
    },
  },
})
