import { keyWords } from './keys.ts'

/** What an empty text says: to newcomers how to go on, later the least. */
export function hintWords(hinted: boolean, touch: boolean, mac: boolean): string {
  if (hinted) return 'Start typing, or drop a file here.'
  const everything = touch ? 'The ⋯ button below' : keyWords('Mod-Shift-p', mac)
  return `Share the link to write together. ${everything} shows everything.`
}
