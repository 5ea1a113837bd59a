import './node_version.mjs'
import { pathToFileURL } from 'node:url'
import { ensureBuilt, SERVER } from './build.mjs'
import { guardChildren } from './children.mjs'
import { ensurePackages } from './packages.mjs'
import { endWithParent } from './parent.mjs'
import { main } from './project.mjs'

// The server runs in this very process: signals reach it, and its exit code is ours.
await main(async () => {
  const release = guardChildren()
  endWithParent()
  await ensurePackages()
  await ensureBuilt()
  release()
  process.argv[1] = SERVER
  await import(pathToFileURL(SERVER).href)
})
