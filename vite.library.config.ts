import { defineConfig } from 'vite'
import { declarations } from './scripts/declarations.ts'

/** The session for other programs, as one file; packages stay in node_modules. */
export default defineConfig({
  publicDir: false,
  plugins: [
    declarations([
      'client/library/index.ts',
      'client/library/create_session.ts',
      'client/library/session_api.ts',
      'client/library/session_error.ts',
      'shared/protocol/reasons.ts',
    ]),
  ],
  build: {
    ssr: true,
    outDir: 'dist/library',
    emptyOutDir: true,
    target: 'es2022',
    minify: false,
    rolldownOptions: {
      input: { session: 'client/library/index.ts' },
      output: { entryFileNames: '[name].js', chunkFileNames: 'parts/[name]-[hash].js' },
    },
  },
})
