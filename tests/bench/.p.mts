import { LogRun } from './log_run.ts'
import { readRecording } from './recording.ts'
import { YjsRun } from './yjs_run.ts'
const t = await readRecording(process.argv[2] ?? '')
const patches = t.txns.flatMap((x) => x.patches)
const Which = process.argv[3] === 'yjs' ? YjsRun : LogRun
for (let i = 0; i < 2; i++) {
  const run = new Which()
  const start = performance.now()
  for (const p of patches) run.operate(p)
  console.log(((performance.now() - start) * 1000 / patches.length).toFixed(1), 'µs', run.texts().every((x) => x === t.endContent))
}
