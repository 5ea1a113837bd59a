import './node_version.mjs'
import { join } from 'node:path'
import { endChildren, guardChildren, run } from './children.mjs'
import { ensurePackages } from './packages.mjs'
import { endWithParent } from './parent.mjs'
import { main, ROOT } from './project.mjs'

/** The page; the server behind it listens at the next port, or at SIGNALING_PORT. */
const PORT = Number(process.env.PORT || 3000)
const SIGNALING_PORT = Number(process.env.SIGNALING_PORT || PORT + 1)

/** @param {string} name */
const tool = (name) => join(ROOT, 'node_modules/.bin', name)

await main(async () => {
  guardChildren()
  endWithParent()
  await ensurePackages()
  const server = run(tool('tsx'), ['watch', '--clear-screen=false', 'signaling/main.ts'], {
    env: { ...process.env, PORT: String(SIGNALING_PORT), HOST: '127.0.0.1' },
  })
  const page = run(tool('vite'), ['--port', String(PORT), '--strictPort', '--clearScreen', 'false'], {
    env: { ...process.env, SIGNALING_URL: `http://127.0.0.1:${SIGNALING_PORT}` },
  })
  const { code } = await Promise.race([server, page])
  await endChildren()
  process.exitCode = code
})
