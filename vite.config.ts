import { defineConfig, type Plugin, type Rolldown } from 'vite'
import solid from 'vite-plugin-solid'
import { precompress } from './scripts/precompress.ts'
import { serviceWorker } from './scripts/service_worker.ts'

/** Where the development server finds the signaling server; `npm run dev` sets it. */
const signaling = process.env.SIGNALING_URL ?? 'http://127.0.0.1:3001'

/** A chunk that a package gives rise to is called after the package, not after a file in it. */
function chunkName({ name, facadeModuleId, moduleIds }: Rolldown.PreRenderedChunk): string {
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

const SOLID = '/solid-js/web/dist/web.js'
const TEMPLATE = 't.innerHTML = html;'

/**
 * The page's policy lets no text become elements, but for the templates of its own components, which are constants
 * and pass here. Only one such policy can be made, so nothing else can pass for one.
 */
const trustTemplates = (): Plugin => ({
  name: 'trust-templates',
  apply: 'build',
  transform(code, id) {
    if (!id.includes(SOLID)) return null
    if (!code.includes(TEMPLATE)) this.error('Solid makes its templates in another way: see TEMPLATE')
    const policy =
      "const trusted = globalThis.trustedTypes?.createPolicy('templates', { createHTML: (html) => html });\n"
    const made = code.replace(TEMPLATE, 't.innerHTML = trusted ? trusted.createHTML(html) : html;')
    return { code: policy + made, map: null }
  },
})

/** The page. Its address /r/<room> has no file of its own: like any other it gets index.html. */
export default defineConfig({
  root: 'client',
  plugins: [
    solid(),
    trustTemplates(),
    keepEmacsKeys(),
    serviceWorker('offline/service_worker.ts'),
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
    rolldownOptions: { output: { chunkFileNames: (chunk) => `assets/${chunkName(chunk)}-[hash].js` } },
  },
  optimizeDeps: { exclude: [EMACS] },
  server: {
    fs: { allow: ['..'] },
    proxy: {
      '/socket.io': { target: signaling, ws: true },
      '/api': signaling,
      '/healthz': signaling,
      '/readyz': signaling,
      '/autocomplete': signaling,
    },
  },
})
