import { afterAll, beforeAll, expect, test } from 'vitest'
import { LANGUAGES } from '../../shared/protocol/language.ts'
import { freshRoom, Scene } from '../support/scene.ts'
import { until } from '../support/until.ts'

let scene: Scene
beforeAll(async () => {
  scene = await Scene.open()
})
afterAll(() => scene?.end())

test('the language is the room’s: everybody has what anybody chose, and so has who comes later', async () => {
  const roomId = freshRoom()
  const [ana, ben] = await scene.pair(roomId)
  await ana.typeAtEnd('x = 1 «a0»')
  await ben.waitForText((text) => text.includes('«a0»'))
  const text = await scene.agreement(roomId, [ana, ben])

  for (const [index, language] of [...LANGUAGES, ...LANGUAGES].reverse().entries()) {
    const [chooser, other] = index % 2 === 0 ? [ana, ben] : [ben, ana]
    await chooser.setLanguage(language)
    await until(`the other has ${language}`, async () => (await other.language()) === language)
    await until(`the picker shows ${language}`, async () => (await other.pickedLanguage()) === language)
    expect(await chooser.pickedLanguage()).toBe(language)
    await until(
      `HTTP answers ${language}`,
      async () => (await scene.server.room(roomId))?.language === language,
    )
  }

  await ben.setLanguage('cpp')
  await ana.waitForWords('notices', 'C++')
  expect(await scene.agreement(roomId, [ana, ben])).toBe(text)
  const eve = await scene.enter(roomId)
  expect(await eve.language()).toBe('cpp')
  expect(await eve.pickedLanguage()).toBe('cpp')
  for (const page of [ana, ben, eve]) await page.close()
  expect(scene.problems()).toEqual([])
})

test('what two choose at once ends as one language for both', async () => {
  const roomId = freshRoom()
  const [ana, ben] = await scene.pair(roomId)
  await Promise.all([ana.setLanguage('java'), ben.setLanguage('typescript')])
  await scene.agreement(roomId, [ana, ben])
  const language = await until('both have the same', async () => {
    const [hers, his] = [await ana.language(), await ben.language()]
    return hers === his && hers !== 'python' && hers
  })
  expect(['java', 'typescript']).toContain(language)
  await until('both pickers show it', async () => {
    const shown = [await ana.pickedLanguage(), await ben.pickedLanguage()]
    return shown.every((picked) => picked === language)
  })
  await until('HTTP answers it', async () => (await scene.server.room(roomId))?.language === language)
  await ana.close()
  await ben.close()
  expect(scene.problems()).toEqual([])
})

test('a long text is parsed to its end while nobody scrolls: colours are there wherever one jumps to', async () => {
  const room = await scene.enter(freshRoom())
  await room.page.evaluate(() => {
    const insert = 'def f(n):\n    return n\n'.repeat(15_000)
    window.tandem?.view?.dispatch({ changes: { from: 0, insert }, selection: { anchor: 0 } })
  })
  await until('all of it is parsed', () =>
    room.page.evaluate(() => window.tandem?.parsed() === window.tandem?.view?.state.doc.length),
  )
  const coloured = await room.page.evaluate(() => {
    const view = window.tandem?.view
    view?.dispatch({ selection: { anchor: view.state.doc.length }, scrollIntoView: true })
    return view?.contentDOM.querySelector('.cm-line span[class]') !== null
  })
  expect(coloured).toBe(true)
  await room.close()
  expect(scene.problems()).toEqual([])
})
