const BEGIN = '<!-- measured: written by npm run bench:peers -->'
const END = '<!-- /measured -->'

/** The document with other measurements between its two marks. Throws when it has no such marks. */
export function replaceMeasured(document: string, measured: string): string {
  const [from, to] = [document.indexOf(BEGIN), document.indexOf(END)]
  if (from < 0 || to < from) throw new Error('the document has no place for what was measured')
  return `${document.slice(0, from)}${BEGIN}\n\n${measured.trim()}\n\n${document.slice(to)}`
}
