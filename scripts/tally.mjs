/**
 * @typedef {{ passed: number, failed: number }} Tally
 * @typedef {{ status: string, fullName?: string, failureMessages?: string[] }} ReportedTest
 * @typedef {{ name: string, status: string, message?: string, assertionResults: ReportedTest[] }} ReportedFile
 * @typedef {{
 *   numPassedTests: number,
 *   numFailedTests: number,
 *   testResults: ReportedFile[],
 * }} VitestReport What vitest's JSON reporter writes, as far as it is read here.
 */

/**
 * Counts one run of vitest. A file that fails outside its tests counts as one failure, and so does a run without
 * any test, without a report, or with a bad exit code that nothing in the report explains.
 *
 * @param {VitestReport | null} report
 * @param {number} code the exit code
 * @returns {Tally}
 */
export function countRun(report, code) {
  if (report === null) return { passed: 0, failed: 1 }
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length
  const passed = report.numPassedTests
  const failed = report.numFailedTests + brokenFiles
  const unexplained = failed === 0 && (code !== 0 || passed === 0)
  return { passed, failed: unexplained ? 1 : failed }
}

/** More of a message than this says nothing more, in characters. */
const MOST_MESSAGE = 600
/** Colours of a terminal. */
const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g')

/** @param {string | undefined} message */
const cut = (message) => (message ?? '').replace(COLOURS, '').trim().slice(0, MOST_MESSAGE)

/**
 * What failed, so that it can be read at the end of a long run: the test's name, and how its message begins.
 *
 * @param {VitestReport | null} report
 * @returns {string[]}
 */
export function failuresOf(report) {
  return (report?.testResults ?? []).flatMap((file) => {
    const failed = file.assertionResults.filter((test) => test.status === 'failed')
    if (failed.length === 0 && file.status === 'failed') return [`${file.name}\n${cut(file.message)}`]
    return failed.map((test) => `${file.name} › ${test.fullName}\n${cut(test.failureMessages?.[0])}`)
  })
}

/** @param {readonly Tally[]} tallies @returns {Tally} */
export function sum(tallies) {
  return {
    passed: tallies.reduce((n, tally) => n + tally.passed, 0),
    failed: tallies.reduce((n, tally) => n + tally.failed, 0),
  }
}
