import { run } from './children.mjs'
import { Failure, say } from './project.mjs'

const ALL = ['--profile', 'tls', '--profile', 'turn', 'config', '-q']

/**
 * Programs that read a file of the deployment and know whether it is right. The first one that is there is asked.
 *
 * @typedef {{ program: string, version: string[], asked: (path: string) => string[] }} Checker
 * @type {Readonly<Record<string, readonly Checker[]>>}
 */
const CHECKERS = {
  'docker-compose.yml': compose(),
  'docker-compose.many.yml': compose(),
  'deploy/Caddyfile': caddy(),
  'deploy/Caddyfile.many': caddy(),
}

/** @returns {Checker[]} */
function compose() {
  return [
    { program: 'docker', version: ['compose', 'version'], asked: (path) => ['compose', '-f', path, ...ALL] },
    { program: 'docker-compose', version: ['version'], asked: (path) => ['-f', path, ...ALL] },
  ]
}

/** @returns {Checker[]} */
function caddy() {
  const asked = (/** @type {string} */ path) => ['validate', '--adapter', 'caddyfile', '--config', path]
  return [{ program: 'caddy', version: ['version'], asked }]
}

/** Has the files of the deployment checked by the programs that read them. Says which it could not. */
export async function checkDeployment() {
  for (const [path, checkers] of Object.entries(CHECKERS)) {
    let by = null
    for (const { program, version, asked } of checkers) {
      const { code } = await run(program, version, { quiet: true })
      if (code !== 0) continue
      const checked = await run(program, asked(path), { quiet: true })
      if (checked.code !== 0) throw new Failure(`${path} is wrong, says ${program}:\n${checked.output}`)
      by = program
      break
    }
    const programs = checkers.map(({ program }) => program).join(' or ')
    say(by === null ? `${path} is not checked: there is no ${programs}.` : `${path} is right, says ${by}.`)
  }
}
