/**
 * The instructions of a Dockerfile, with lines that go on put together.
 *
 * @param {string} text
 * @returns {{ name: string, rest: string }[]}
 */
export function instructions(text) {
  return text
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => /^[A-Z]+ /.test(line))
    .map((line) => ({ name: line.split(' ', 1)[0] ?? '', rest: line.slice(line.indexOf(' ') + 1).trim() }))
}

/**
 * What a COPY takes from where: a stage's name, or null for the project.
 *
 * @param {string} rest
 * @returns {{ from: string | null, paths: string[], to: string }}
 */
export function copied(rest) {
  const [, from = null, list = ''] = /^(?:--from=(\S+) )?(.*)$/.exec(rest) ?? []
  const paths = list.split(' ')
  const to = paths.pop() ?? '.'
  return { from, paths, to }
}

/** Whether the build of an image is given this path. @param {string} path @param {readonly string[]} ignore */
export const isSent = (path, ignore) => ignore.includes(`!${path}`)
