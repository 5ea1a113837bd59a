import './node_version.mjs'
import { join } from 'node:path'
import { guardChildren, run } from './children.mjs'
import { ensurePackages } from './packages.mjs'
import { endWithParent } from './parent.mjs'
import { Failure, main, ROOT } from './project.mjs'

// node scripts/run.mjs <tool> [argument…]: one of the project's tools, after installing it when it is missing.
await main(async () => {
  const [tool, ...args] = process.argv.slice(2)
  if (tool === undefined) throw new Failure('Say which tool to run: node scripts/run.mjs <tool> [argument…]')
  guardChildren()
  endWithParent()
  await ensurePackages()
  const { code } = await run(join(ROOT, 'node_modules/.bin', tool), args)
  process.exitCode = code
})
