import { defineConfig } from 'vite'

/** The server, as one file; the packages it imports stay in node_modules. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: 'signaling/main.ts',
    outDir: 'dist/signaling',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    rolldownOptions: { output: { entryFileNames: 'main.js', codeSplitting: false } },
  },
})
