import { asFileId, type FileId, MAIN_FILE } from '../../shared/base/ids.ts'
import { LANGUAGES } from '../../shared/protocol/language.ts'
import { int, pick, type Random } from '../support/random.ts'
import type { Page } from './page.ts'
import type { World } from './world.ts'

const WORDS = ['a', 'bc', 'def', '\n', '  ', '🙂', 'é', '\t', '(x)', '"s"']

/** Files of a room, the first one included. */
const MOST_FILES = 4

/** Who shows a text: a page that has seen the room. */
function somebody(world: World, random: Random): Page | null {
  const pages = world.living.filter(({ loaded, loop }) => loaded && !loop.paused)
  return pages.length > 0 ? pick(random, pages) : null
}

/** Somebody types. Answers what happened in plain words, or null for nothing. */
export function type(world: World, random: Random): string | null {
  const page = somebody(world, random)
  if (!page) return null
  const file = random() < 0.7 ? MAIN_FILE : pick(random, page.session.files()).file
  const bursts = random() < 0.3 ? int(random, 2, 6) : 1
  const words: string[] = []
  for (let i = 0; i < bursts; i++) words.push(typeOnce(page, file, random))
  if (page.textOf(file).length > 160) page.edit(file, 0, 80, '')
  world.counts.edits += 1
  const typed = `${page.userName} types in file ${file}: ${words.join(', ')}`
  const moved = world.cursors && random() < 0.4 ? move(world, random) : null
  return moved === null ? typed : `${typed}; ${moved}`
}

function typeOnce(page: Page, file: FileId, random: Random): string {
  const { length } = page.textOf(file)
  // Half of all edits fall where others edit too.
  const from = random() < 0.5 ? Math.min(length, int(random, 0, 3)) : int(random, 0, length)
  const remove = random() < 0.4 ? int(random, 0, Math.min(6, length - from)) : 0
  const insert = remove > 0 && random() < 0.7 ? '' : pick(random, WORDS) + page.mark
  page.edit(file, from, from + remove, insert)
  return `[${from}, ${from + remove}) becomes ${JSON.stringify(insert)}`
}

/** Somebody goes elsewhere in the text, and perhaps selects. */
function move(world: World, random: Random): string | null {
  const page = somebody(world, random)
  if (!page) return null
  const { file } = pick(random, page.session.files())
  const { length } = page.textOf(file)
  const anchor = int(random, 0, length)
  const head = random() < 0.5 ? anchor : int(random, 0, length)
  page.select(file, anchor, head)
  world.counts.moves += 1
  return `${page.userName} goes to file ${file}, ${anchor} to ${head}`
}

/** Somebody changes what is not text. */
export function set(world: World, random: Random): string | null {
  const page = somebody(world, random)
  if (!page) return null
  const { session, userName } = page
  const files = session.files()
  const { file } = pick(random, files)
  world.counts.settings += 1
  switch (int(random, 0, 5)) {
    case 0: {
      const language = pick(random, LANGUAGES)
      session.setLanguage(language)
      return `${userName} sets the language to ${language}`
    }
    case 1: {
      const lineEnd = pick(random, ['\n', '\r\n'] as const)
      session.setLineEnd(file, lineEnd)
      return `${userName} sets the line ends of file ${file}`
    }
    case 2:
      page.set({ kind: 'renameFile', file, name: `name ${int(random, 0, 99)}` })
      return `${userName} renames file ${file}`
    case 3: {
      const deleted = random() < 0.5
      page.set({ kind: 'deleteFile', file, deleted })
      return `${userName} ${deleted ? 'deletes' : 'brings back'} file ${file}`
    }
    default: {
      if (files.length >= MOST_FILES) return typeInto(page, file, random)
      const made = asFileId(int(random, 1, 0xffff_ffff))
      page.set({ kind: 'createFile', file: made, name: `file ${made}` })
      return `${userName} makes file ${made}, and ${typeOnce(page, made, random)}`
    }
  }
}

const typeInto = (page: Page, file: FileId, random: Random): string =>
  `${page.userName} types in file ${file}: ${typeOnce(page, file, random)}`
