/**
 * @typedef {{ passed: number, failed: number }} Tally
 * @typedef {{
 *   numPassedTests: number,
 *   numFailedTests: number,
 *   testResults: { name: string, status: string, assertionResults: { status: string }[] }[],
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

/** @param {readonly Tally[]} tallies @returns {Tally} */
export function sum(tallies) {
  return {
    passed: tallies.reduce((n, tally) => n + tally.passed, 0),
    failed: tallies.reduce((n, tally) => n + tally.failed, 0),
  }
}
