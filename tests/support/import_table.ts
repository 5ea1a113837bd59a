/** What the files of one folder may import. Their own folder is always among it. */
export interface Row {
  /** A folder, or one file; files in folders below it belong to it unless a longer row names them. */
  readonly from: string
  /** Folders of the project; one that ends with `/**` includes what is below it. Or single files. */
  readonly files: readonly string[]
  /** Names of packages, with their path if only that entry is meant; `@scope/*` for a whole scope. */
  readonly packages: readonly string[]
  /** Packages of which only types may be imported, with `import type`. */
  readonly types?: readonly string[]
}

/** The whole architecture. A folder without a row may not exist. */
export const IMPORT_TABLE: readonly Row[] = [
  { from: 'shared/base', files: [], packages: [] },
  { from: 'shared/protocol', files: ['shared/base'], packages: ['zod/mini'] },
  { from: 'shared/room', files: ['shared/base', 'shared/protocol/**'], packages: ['@codemirror/state'] },
  {
    from: 'shared/access',
    files: ['shared/base', 'shared/protocol/**'],
    packages: ['@noble/ciphers/aes.js', '@noble/hashes/*', '@scure/base'],
  },
  { from: 'shared/presence', files: ['shared/base', 'shared/protocol/**', 'shared/room'], packages: [] },
  { from: 'shared/transport', files: ['shared/access', 'shared/base', 'shared/protocol/**'], packages: [] },
  {
    from: 'shared/autocomplete',
    files: ['shared/base', 'shared/protocol/language.ts'],
    packages: ['@lezer/cpp', '@lezer/java', '@lezer/javascript', '@lezer/python'],
    types: ['@lezer/common'],
  },
  {
    from: 'shared/session',
    files: [
      'shared/access',
      'shared/base',
      'shared/protocol/**',
      'shared/room',
      'shared/presence',
      'shared/transport',
    ],
    packages: [],
    types: ['@codemirror/state'],
  },
  {
    from: 'client/edge',
    files: [
      'shared/access',
      'shared/base',
      'shared/protocol/**',
      'shared/transport',
      'shared/session',
      'shared/room/journal.ts',
    ],
    packages: ['idb', 'simple-peer', 'socket.io-client', 'zod/mini'],
  },
  {
    from: 'client/editor',
    files: [
      'shared/base',
      'shared/protocol/**',
      'shared/room',
      'shared/presence',
      'shared/autocomplete/**',
      'client/state/editor_settings.ts',
      'client/state/line_link.ts',
    ],
    packages: [
      '@codemirror/*',
      '@lezer/highlight',
      '@replit/codemirror-emacs',
      '@replit/codemirror-vim',
      'codemirror',
    ],
    types: ['@lezer/common'],
  },
  // A program of its own, in a worker.
  { from: 'client/offline', files: [], packages: ['workbox-precaching', 'workbox-routing'] },
  {
    from: 'client/state',
    files: [
      'shared/access',
      'shared/base',
      'shared/protocol/**',
      'shared/presence',
      'shared/session',
      'shared/room',
    ],
    packages: ['solid-js', 'solid-js/store'],
    types: ['@codemirror/state'],
  },
  {
    from: 'client/ui',
    files: [
      'client/state',
      'client/editor',
      'shared/base',
      'shared/protocol/**',
      'shared/session/session_port.ts',
    ],
    packages: ['solid-js', 'solid-js/web', 'solid-js/store', '@kobalte/core/*', 'lucide-solid/*', 'uqr'],
  },
  // A page of its own, which rooms load nothing of.
  {
    from: 'client/admin',
    files: [
      'client/state/language_names.ts',
      'client/ui/Brand.tsx',
      'client/ui/base.css',
      'client/ui/button.module.css',
      'client/ui/tokens.css',
      'shared/protocol/**',
    ],
    packages: ['solid-js', 'solid-js/web'],
  },
  // What other programs import: no page.
  {
    from: 'client/library',
    files: [
      'client/edge',
      'client/state/fragment.ts',
      'client/state/new_room.ts',
      'client/state/room_link.ts',
      'shared/**',
    ],
    packages: ['@codemirror/state'],
  },
  // The composition root: main.tsx and the files beside it.
  {
    from: 'client',
    files: ['client/**', 'shared/**'],
    packages: ['solid-js', 'solid-js/web', 'solid-js/store', 'zod/mini'],
    types: ['@codemirror/view'],
  },
  // Pure: of the server's other files it knows the store's interface and the form of a refusal.
  {
    from: 'signaling/rooms',
    files: [
      'shared/base',
      'shared/protocol/**',
      'shared/room',
      'signaling/store/room_store.ts',
      'signaling/refusal.ts',
    ],
    packages: ['zod/mini'],
  },
  // One of its commands is a peer itself.
  {
    from: 'signaling/cli',
    files: ['shared/base', 'shared/protocol/**', 'shared/room', 'signaling/**', 'client/library'],
    packages: ['@codemirror/state', 'fast-diff', 'node:*', 'zod/mini'],
  },
  {
    from: 'signaling',
    files: ['shared/base', 'shared/protocol/**', 'shared/room', 'shared/autocomplete/**', 'signaling/**'],
    packages: [
      '@fastify/*',
      'fastify',
      'fastify-type-provider-zod',
      'ioredis',
      'lmdb',
      'node:*',
      'cookie',
      '@socket.io/redis-adapter',
      'jose',
      'openid-client',
      'pino',
      'prom-client',
      'rate-limiter-flexible',
      'socket.io',
      'zod',
      'zod/mini',
    ],
  },
]

/** Packages that only some files of their row may import: one place to look at when the package changes. */
export const CONFINED: Readonly<Record<string, RegExp>> = {
  ioredis: /^signaling\/store\/redis[a-z_]*\.ts$/,
  cookie: /^signaling\/auth\/cookies\.ts$/,
  jose: /^signaling\/auth\//,
  'openid-client': /^signaling\/auth\//,
  lmdb: /^signaling\/store\/lmdb[a-z_]*\.ts$/,
  'prom-client': /^signaling\/metrics\/prom_meter\.ts$/,
  '@socket.io/redis-adapter': /^signaling\/socket[a-z_]*\.ts$/,
  'socket.io': /^signaling\/(?:main|socket[a-z_]*)\.ts$|^signaling\/socket\//,
}

/** Folders of code that is a function of its input: no clock, no randomness, no timer. */
export const PURE: readonly string[] = ['shared', 'signaling/rooms']
