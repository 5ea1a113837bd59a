#!/usr/bin/env node
import { processTerminal } from './cli/process_terminal.ts'
import { runTandem } from './cli/program.ts'

const { code, sentence } = await runTandem(process.argv.slice(2), processTerminal())
if (sentence !== null) (code === 0 ? process.stdout : process.stderr).write(`${sentence}\n`)
process.exitCode = code
