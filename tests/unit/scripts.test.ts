import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { run } from '../../scripts/children.mjs'
import { killLeftovers, MARK, marked } from '../../scripts/leftovers.mjs'
import { missingPackages, refuseLinkedPackages } from '../../scripts/packages.mjs'
import { sourceHash } from '../../scripts/source_hash.mjs'
import { countRun, failuresOf, sum } from '../../scripts/tally.mjs'

describe('packages are missing when', () => {
  const lock = {
    packages: {
      '': { version: '1.0.0' },
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b-other-system': { version: '2.0.0', optional: true },
    },
  }
  const a = (version: string) => ({ packages: { 'node_modules/a': { version } } })

  test('nothing is installed, one is absent, or has another version', () => {
    expect(missingPackages(lock, null)).toEqual(['node_modules/a'])
    expect(missingPackages(lock, { packages: {} })).toEqual(['node_modules/a'])
    expect(missingPackages(lock, a('0.9.0'))).toEqual(['node_modules/a'])
  })

  test('an optional one has another version, but not when it is absent', () => {
    expect(missingPackages(lock, a('1.0.0'))).toEqual([])
    const old = { packages: { ...a('1.0.0').packages, 'node_modules/b-other-system': { version: '1.0.0' } } }
    expect(missingPackages(lock, old)).toEqual(['node_modules/b-other-system'])
  })
})

test('packages are not installed into a folder that is a link', () => {
  const root = mkdtempSync(join(tmpdir(), 'tandem-packages-'))
  try {
    refuseLinkedPackages(root)
    mkdirSync(join(root, 'elsewhere'))
    symlinkSync(join(root, 'elsewhere'), join(root, 'node_modules'))
    expect(() => refuseLinkedPackages(root)).toThrow(/node_modules is a link/)
    rmSync(join(root, 'node_modules'))
    mkdirSync(join(root, 'node_modules'))
    refuseLinkedPackages(root)
  } finally {
    rmSync(root, { recursive: true })
  }
})

describe('the hash of sources', () => {
  let root = ''
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'tandem-hash-'))
    mkdirSync(join(root, 'src/deep'), { recursive: true })
    writeFileSync(join(root, 'src/a.ts'), 'one')
    writeFileSync(join(root, 'src/deep/b.ts'), 'two')
  })
  afterEach(() => rmSync(root, { recursive: true }))
  const hash = () => sourceHash(root, ['src', 'absent.json'])

  test('stands when only times and prose change', () => {
    const before = hash()
    utimesSync(join(root, 'src/a.ts'), 1, 1)
    writeFileSync(join(root, 'src/README.md'), 'prose')
    expect(hash()).toBe(before)
  })

  test.each<[string, () => void]>([
    ['a content', () => writeFileSync(join(root, 'src/deep/b.ts'), 'owt')],
    ['a new file', () => writeFileSync(join(root, 'src/c.ts'), '')],
    ['a file less', () => rmSync(join(root, 'src/a.ts'))],
    [
      'two files in one',
      () => {
        writeFileSync(join(root, 'src/a.ts'), 'onesrc/deep/b.ts\0two')
        rmSync(join(root, 'src/deep/b.ts'))
      },
    ],
    ['a file that was absent', () => writeFileSync(join(root, 'absent.json'), '{}')],
  ])('changes with %s', (_, change) => {
    const before = hash()
    change()
    expect(hash()).not.toBe(before)
  })
})

describe('a run of tests is counted', () => {
  const file = (status: string, ...tests: string[]) => ({
    name: 'a.test.ts',
    status,
    assertionResults: tests.map((status) => ({ status })),
  })
  const report = (passed: number, failed: number, ...testResults: ReturnType<typeof file>[]) => ({
    numPassedTests: passed,
    numFailedTests: failed,
    testResults,
  })

  test.each([
    ['all passed', report(2, 0, file('passed', 'passed', 'passed')), 0, { passed: 2, failed: 0 }],
    ['one failed', report(1, 1, file('failed', 'passed', 'failed')), 1, { passed: 1, failed: 1 }],
    [
      'a file that did not load',
      report(1, 0, file('passed', 'passed'), file('failed')),
      1,
      { passed: 1, failed: 1 },
    ],
    ['no tests at all', report(0, 0), 0, { passed: 0, failed: 1 }],
    ['no report', null, 137, { passed: 0, failed: 1 }],
    ['an error outside of all tests', report(3, 0, file('passed', 'passed')), 1, { passed: 3, failed: 1 }],
  ])('%s', (_, given, code, expected) => {
    expect(countRun(given, code)).toEqual(expected)
  })

  test('and what failed is named, with how its message begins', () => {
    const red = String.fromCharCode(27)
    const failed = {
      status: 'failed',
      fullName: 'adding is exact',
      failureMessages: [`${red}[31mError: 3${red}[0m is not 4`],
    }
    const given = {
      ...report(1, 1),
      testResults: [
        { name: 'a.test.ts', status: 'failed', assertionResults: [{ status: 'passed' }, failed] },
        { name: 'b.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
        { name: 'c.test.ts', status: 'passed', assertionResults: [{ status: 'passed' }] },
      ],
    }
    expect(failuresOf(given)).toEqual([
      'a.test.ts › adding is exact\nError: 3 is not 4',
      'b.test.ts\nno such module',
    ])
    expect(failuresOf(null)).toEqual([])
  })

  test('and summed', () => {
    expect(sum([])).toEqual({ passed: 0, failed: 0 })
    expect(
      sum([
        { passed: 2, failed: 1 },
        { passed: 3, failed: 0 },
      ]),
    ).toEqual({ passed: 5, failed: 1 })
  })
})

describe('child processes', () => {
  const node = process.execPath
  const onLinux = process.platform === 'linux'

  test('answer their code, a signal as 128 + n, and 127 when they cannot start', async () => {
    expect(await run(node, ['-e', 'console.log(1);process.exit(3)'], { quiet: true })).toEqual({
      code: 3,
      output: '1\n',
      timedOut: false,
    })
    expect((await run(node, ['-e', 'process.kill(process.pid, "SIGTERM")'])).code).toBe(143)
    expect((await run('/no/such/program', [])).code).toBe(127)
  })

  test.runIf(onLinux)('are ended with what they started when their time is up', async () => {
    const env = { ...process.env, [MARK]: `group-${process.pid}` }
    const script = `
      require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e3)'])
      setInterval(() => {}, 1e3)`
    const running = run(node, ['-e', script], { env, quiet: true, limitMs: 1_500 })
    const count = () => marked(env[MARK] ?? '').length
    await expect.poll(count).toBe(2)
    expect((await running).timedOut).toBe(true)
    await expect.poll(count).toBe(0)
  })

  test.runIf(onLinux)('that were left running are found by their mark and killed', async () => {
    const id = `test-${process.pid}`
    const env = { ...process.env, [MARK]: id }
    const child = spawn(node, ['-e', 'setInterval(() => {}, 1e3)'], {
      env,
      detached: true,
      stdio: 'ignore',
    })
    const ended = new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)))
    await expect.poll(() => marked(id).map(({ pid }) => pid)).toEqual([child.pid])
    expect(await killLeftovers(id)).toEqual([expect.stringContaining(`(process ${child.pid})`)])
    expect(await ended).toBe('SIGKILL')
    expect(await killLeftovers(id)).toEqual([])
  })
})
