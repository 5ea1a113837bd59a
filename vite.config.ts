import { defineConfig, type Plugin, type Rolldown } from 'vite'
import solid from 'vite-plugin-solid'
import { adminPage } from './scripts/admin_page.ts'
import { precompress } from './scripts/precompress.ts'
import { serviceWorker } from './scripts/service_worker.ts'
import { trustTemplates } from './scripts/trust_templates.ts'

/** Where the development server finds the signaling server; `npm run dev` sets it. */
const signaling = process.env.SIGNALING_URL ?? 'http://127.0.0.1:3001'

/** What every room's editor needs of its packages: one file, which stays as it is while only ours change. */
const EDITOR = {
  name: 'editor',
  test: /\/node_modules\/(?:@codemirror\/(?:commands|language|state|view)|@lezer\/(?:common|highlight|lr)|@marijn|crelt|style-mod|w3c-keyname)\//,
}

/** A chunk that a package gives rise to is called after the package, not after a file in it. */
function chunkName({ name, facadeModuleId, moduleIds }: Rolldown.PreRenderedChunk): string {
  if (name === EDITOR.name) return name
  const origin = facadeModuleId ?? moduleIds.at(-1) ?? ''
  return /\/node_modules\/(?:@[^/]+\/)?([^/]+)\//.exec(origin)?.[1] ?? name
}

const EMACS = '@replit/codemirror-emacs'

/** That package binds its keys by calls that it marks as pure: they would be left out. */
const keepEmacsKeys = (): Plugin => ({
  name: 'keep-emacs-keys',
  transform: (code, id) =>
    id.includes(`/${EMACS}/`) ? { code: code.replaceAll('/*@__PURE__*/', ''), map: null } : null,
})

/** The page. Its address /r/<room> has no file of its own: like any other it gets index.html. */
export default defineConfig({
  root: 'client',
  plugins: [
    solid(),
    trustTemplates(),
    keepEmacsKeys(),
    serviceWorker('offline/service_worker.ts'),
    adminPage('admin'),
    precompress(),
  ],
  // The package's own bundle: its source expects Node's `global`.
  resolve: { alias: [{ find: /^simple-peer$/, replacement: 'simple-peer/simplepeer.min.js' }] },
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    manifest: true,
    // Nothing inline: the page's content security policy allows files of its own origin only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        chunkFileNames: (chunk) => `assets/${chunkName(chunk)}-[hash].js`,
        codeSplitting: { groups: [EDITOR] },
      },
    },
  },
  optimizeDeps: { exclude: [EMACS] },
  server: {
    fs: { allow: ['..'] },
    proxy: {
      '/socket.io': { target: signaling, ws: true },
      '/api': signaling,
      '/healthz': signaling,
      '/readyz': signaling,
      '/admin': signaling,
      '/autocomplete': signaling,
    },
  },
})
