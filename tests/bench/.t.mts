import { trace } from '/work/main/tests/bench/trace.ts'
import { formatTable } from '/work/main/tests/bench/figure.ts'
console.log(formatTable(await trace(process.argv[2] ?? null)))
