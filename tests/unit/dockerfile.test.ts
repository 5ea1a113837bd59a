import { existsSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { expect, test } from 'vitest'
import { copied, instructions, isSent } from '../../scripts/dockerfile.mjs'
import { sourceFacts } from '../support/source_facts.ts'
import { sourceTree } from '../support/source_tree.ts'

// What needs no minute. `npm run test:image` runs the steps.

const all = instructions(readFileSync('Dockerfile', 'utf8'))
const ignore = readFileSync('.dockerignore', 'utf8').trim().split('\n')
const restOf = (name: string): string[] => all.filter((one) => one.name === name).map(({ rest }) => rest)
const last = all.map(({ name }) => name).lastIndexOf('FROM')

test('the image has the Node that the project names', () => {
  const version = readFileSync('.nvmrc', 'utf8').trim()
  for (const from of restOf('FROM')) expect(from).toMatch(new RegExp(`^node:${version}-slim( AS |$)`))
})

test('what is copied into the image is there and is sent; from another stage, that comes before', () => {
  for (const [index, { name, rest }] of all.entries()) {
    if (name !== 'COPY') continue
    const { from, paths } = copied(rest)
    const before = all.slice(0, index).map((one) => one.rest)
    if (from !== null) expect(before.some((one) => one.endsWith(` AS ${from}`))).toBe(true)
    else
      for (const path of paths.filter((one) => one !== '.'))
        expect([path, isSent(path, ignore)]).toEqual([path, true])
  }
})

test('nothing is sent that is not named, and what is named is there', () => {
  const [first, ...named] = ignore
  expect(first).toBe('*')
  for (const line of named) {
    expect(line).toMatch(/^!/)
    expect([line, existsSync(line.slice(1))]).toEqual([line, true])
  }
})

test('it does not run as root, starts the server that is built, and asks after its health', () => {
  const final = all.slice(last)
  const names = final.map(({ name }) => name)
  const at = (name: string): number => names.lastIndexOf(name)
  expect(final[at('USER')]?.rest).toBe('node')
  expect(at('USER')).toBeGreaterThan(Math.max(at('RUN'), at('COPY')))
  expect(restOf('CMD')).toEqual(['["node", "dist/signaling/main.js"]'])
  expect(restOf('HEALTHCHECK').join()).toContain('/healthz')
})

test('every package that the server imports is one that the image installs', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>
  }
  const missing: string[] = []
  for (const [path, text] of sourceTree('shared', 'signaling')) {
    for (const { specifier, typeOnly } of sourceFacts(path, text).imports) {
      if (specifier === null || typeOnly || /^\.|^node:/.test(specifier)) continue
      const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
      if (!(name in dependencies) && !builtinModules.includes(name)) missing.push(`${path}: ${name}`)
    }
  }
  expect(missing).toEqual([])
})
