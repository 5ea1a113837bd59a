import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { PROJECT } from '../support/source_tree.ts'

interface Locked {
  readonly version?: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const read = (path: string) => JSON.parse(readFileSync(PROJECT + path, 'utf8'))
const packages: Readonly<Record<string, Locked>> = read('package-lock.json').packages

/** Whether a package finds another one as Node looks for it: in its own folder, then in each one above. */
function finds(place: string, name: string): boolean {
  const above = place.lastIndexOf('node_modules/')
  const here = packages[`${place === '' ? '' : `${place}/`}node_modules/${name}`]
  return here?.version !== undefined || (place !== '' && finds(place.slice(0, Math.max(0, above - 1)), name))
}

// A lock file that was written where the registry lacks a package for another system fails everywhere else.
test('the lock file names every package that another one wants, those for other systems too', () => {
  const absent = Object.entries(packages).flatMap(([place, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => !finds(place, name))
      .map((name) => `${place} wants ${name}`),
  )
  expect(absent).toEqual([])
})

test('every version in package.json is exact', () => {
  const { dependencies, devDependencies } = read('package.json')
  const loose = Object.entries<string>({ ...dependencies, ...devDependencies })
  expect(loose.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([])
})
