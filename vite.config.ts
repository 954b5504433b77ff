import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The workspace: hashed files under dist/web, no inline script or style, so that a strict Content-Security-Policy holds. */
export default defineConfig({
  root: here('./src/web'),
  base: '/',
  plugins: [react(), tailwindcss()],
  build: {
    outDir: here('./dist/web'),
    emptyOutDir: true,
    target: 'es2023',
    // A data: address for a small asset would need a wider policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Served from this machine, where one file is quicker than several.
    chunkSizeWarningLimit: 1_400,
  },
})
