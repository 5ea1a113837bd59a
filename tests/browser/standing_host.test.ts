import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshRoom, Scene } from '../support/scene.ts'
import { StandingHost } from '../support/standing_host.ts'
import { type TempDir, tempDir } from '../support/temp_dir.ts'
import { until } from '../support/until.ts'

let scene: Scene
let dir: TempDir
let standing: StandingHost | null = null
beforeAll(async () => {
  scene = await Scene.open()
  dir = await tempDir()
})
afterAll(async () => {
  await standing?.end()
  await scene?.end()
  await dir?.remove()
})

test('a room has a host without any browser; what a page types is in its folder, and what the folder gets is on the page', async () => {
  const roomId = freshRoom()
  standing = new StandingHost([scene.server.roomUrl(roomId), '--name', 'Nightwatch', '--folder', dir.path])
  await standing.says('Host, 0 others, saved')
  const ana = await scene.enter(roomId)
  await ana.typeAtEnd('from the page')
  const file = join(dir.path, 'main.py')
  const disk = () => readFile(file, 'utf8')
  await until('the folder has it', async () => (await disk()) === 'from the page')
  await writeFile(file, 'from the page\nfrom the folder\n')
  await until('the page has it', async () => (await ana.text()) === 'from the page\nfrom the folder\n')
  const people = await ana.people()
  expect(people.find(({ host }) => host)?.label).toContain('Nightwatch')
  await ana.close()
  await standing.says('Host, 1 other')
  const ben = await scene.enter(roomId)
  expect(await ben.text()).toBe('from the page\nfrom the folder\n')
  await ben.close()
  expect(scene.problems()).toEqual([])
})
