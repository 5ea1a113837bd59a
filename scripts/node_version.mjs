// Imported first by every script, and imports nothing, so that an old Node reads this far and says a sentence.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22
if (!fits) {
  console.error(
    `Tandem needs Node 20.19 or later (of Node 22: 22.12 or later). This is Node ${process.versions.node}. ` +
      'Get a current one from https://nodejs.org and try again.',
  )
  process.exit(1)
}
