import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

// Loaded into a server before its own program: on SIGUSR2 it says on stderr how many bytes it holds.
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc')

process.on('SIGUSR2', () => {
  collect()
  collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  process.stderr.write(`held ${heapUsed + arrayBuffers}\n`)
})
