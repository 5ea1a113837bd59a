import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LANGUAGES } from '../../shared/protocol/language.ts'
import type { Chromium } from '../support/chromium.ts'
import { commentSign, fixtures } from '../support/fixtures.ts'
import { seeded } from '../support/random.ts'
import { readRoom } from '../support/redis_reader.ts'
import { WHOLE } from '../support/rounds.ts'
import { freshRoom, Scene, withLineFeeds } from '../support/scene.ts'
import { countMarks, markWithin, Typist } from '../support/typist.ts'

/** What each does: enough for a mark, whatever the random numbers are. */
const KEYS_PER_ACTION = 5
const ACTIONS = markWithin(KEYS_PER_ACTION) + 10

/** Every other language; `npm test -- browser --whole` types in all of them. */
const TYPED = LANGUAGES.map((language, index) => ({ language, seed: 100 + index })).filter(
  (_, index) => WHOLE || index % 2 === 0,
)

describe('two people type at once in two browsers', () => {
  let scene: Scene
  // Two browsers: another tab of the same one would not prove as much.
  let other: Chromium
  beforeAll(async () => {
    scene = await Scene.open({ store: 'redis' })
    other = await scene.anotherBrowser()
  })
  afterAll(() => scene?.end())

  test.each(TYPED)(
    '$language: the edits go over the data channel, and pages, HTTP and Redis hold one text (seed $seed)',
    async ({ language, seed }) => {
      const [first, second] = fixtures(language)
      if (first === undefined || second === undefined) throw new Error(`${language} has not two files`)
      const roomId = freshRoom()
      const [ana, ben] = await scene.pair(roomId, other)
      await ana.setLanguage(language)
      await ana.paste(first.text)
      const start = withLineFeeds(first.text)
      await ben.waitForText((text) => text === start)
      await scene.agreement(roomId, [ana, ben])

      const relayed = (await scene.server.health()).relayed_frames
      const [anaBefore, benBefore] = [await ana.rtcStats(), await ben.rtcStats()]
      const typist = (tag: string, source: string, offset: number) =>
        new Typist({
          random: seeded(seed * 2 + offset),
          source,
          tag,
          comment: commentSign(language),
          keysPerAction: KEYS_PER_ACTION,
        })
      const [byAna, byBen] = await Promise.all([
        ana.letType(typist('a', second.text, 0), ACTIONS),
        ben.letType(typist('b', first.text, 1), ACTIONS),
      ])
      const text = await scene.agreement(roomId, [ana, ben])
      const [anaAfter, benAfter] = [await ana.rtcStats(), await ben.rtcStats()]

      const marks = [...byAna.marks, ...byBen.marks]
      expect(byAna.marks.length).toBeGreaterThan(0)
      expect(byBen.marks.length).toBeGreaterThan(0)
      expect(countMarks(text)).toEqual(new Map(marks.map((mark) => [mark, 1])))
      expect(text).not.toBe(start)

      const stored = await readRoom(scene.redis?.url ?? '', roomId)
      expect(stored?.text).toBe(text)
      expect(stored?.language).toBe(language)
      expect((await scene.server.room(roomId))?.language).toBe(language)

      expect(anaAfter.bytesReceived - anaBefore.bytesReceived).toBeGreaterThan(byBen.units)
      expect(benAfter.bytesReceived - benBefore.bytesReceived).toBeGreaterThan(byAna.units)
      expect(anaAfter.messagesSent).toBeGreaterThan(anaBefore.messagesSent)
      expect(benAfter.messagesSent).toBeGreaterThan(benBefore.messagesSent)
      expect((await scene.server.health()).relayed_frames).toBe(relayed)
      expect((await ben.status()).path).toBe('direct')

      await ana.close()
      await ben.close()
      expect(scene.problems()).toEqual([])
    },
  )
})
