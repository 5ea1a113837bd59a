import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const seconds = (n: number) => n * 1_000

/** One project for each kind of test: `npm test -- unit`, or `npx vitest run --project unit`. */
const project = (
  name: string,
  include: string,
  { testTimeout = seconds(20), hookTimeout = seconds(30), fileParallelism = true } = {},
) => ({
  extends: true as const,
  test: { name, include: [include], testTimeout, hookTimeout, fileParallelism },
})

export default defineConfig({
  // In Node these packages offer a variant for rendering on a server, in which signals do not react.
  resolve: {
    alias: [
      { find: /^solid-js$/, replacement: 'solid-js/dist/solid.js' },
      { find: /^solid-js\/store$/, replacement: 'solid-js/store/dist/store.js' },
    ],
  },
  test: {
    environment: 'node',
    // WebRTC in Node crashes in a worker thread.
    pool: 'forks',
    // One less than there are, as is usual, is one alone on a small machine.
    maxWorkers: availableParallelism(),
    retry: 0,
    server: { deps: { inline: [/solid-js/] } },
    projects: [
      project('architecture', 'tests/architecture.test.ts'),
      project('unit', 'tests/unit/**/*.test.ts'),
      project('simulation', 'tests/sim/**/*.test.ts', { testTimeout: seconds(120) }),
      project('contract', 'tests/contract/**/*.test.ts'),
      project('fuzz', 'tests/fuzz/**/*.test.ts', { testTimeout: seconds(60) }),
      project('signaling', 'tests/signaling/**/*.test.ts'),
      project('browser', 'tests/browser/**/*.test.ts', {
        testTimeout: seconds(90),
        hookTimeout: seconds(120),
        fileParallelism: false,
      }),
      project('faults', 'tests/faults/**/*.test.ts', {
        testTimeout: seconds(process.env.FAULTS === 'whole' ? 1_800 : 180),
        hookTimeout: seconds(120),
        fileParallelism: false,
      }),
    ],
  },
})
