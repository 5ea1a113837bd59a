/** A colour of its own for each product, in the order of the tables, in both modes. */
const STYLE = `
  .ground { fill: #ffffff; stroke: #d0d7de }
  text { font: 13px system-ui, sans-serif; fill: #1f2328 }
  .title { font-size: 15px; font-weight: 600 }
  .faint { fill: #57606a; font-size: 12px }
  .axis { stroke: #d0d7de }
  .whisker { stroke: #1f2328; stroke-width: 1.5 }
  .p0 { fill: #2f6fde; stroke: #2f6fde }
  .p1 { fill: #c2620a; stroke: #c2620a }
  .p2 { fill: #2e8540; stroke: #2e8540 }
  .p3 { fill: #8250c4; stroke: #8250c4 }
  .line { fill: none; stroke-width: 2 }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #0d1117; stroke: #30363d }
    text { fill: #e6edf3 }
    .faint { fill: #9198a1 }
    .axis { stroke: #30363d }
    .whisker { stroke: #e6edf3 }
    .p0 { fill: #6ea8fe; stroke: #6ea8fe }
    .p1 { fill: #f0a050; stroke: #f0a050 }
    .p2 { fill: #5fc77f; stroke: #5fc77f }
    .p3 { fill: #b795f0; stroke: #b795f0 }
    .line { fill: none }
  }
`

export const WIDTH = 720

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

export type Shape = (attributes: Readonly<Record<string, string | number>>, words?: string) => string

/** An element with its attributes; numbers get one digit behind the point. */
const element =
  (name: string): Shape =>
  (attributes, words = '') => {
    const written = Object.entries(attributes).map(
      ([key, value]) =>
        ` ${key}="${typeof value === 'number' ? Math.round(value * 10) / 10 : escaped(value)}"`,
    )
    return `<${name}${written.join('')}>${escaped(words)}</${name}>`
  }

export const rect = element('rect')
export const line = element('line')
export const circle = element('circle')
export const path = element('path')
export const text = element('text')

/** A whole picture on a ground of its own, so that it can be read on any page. */
export const picture = (title: string, height: number, shapes: readonly string[]): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<style>${STYLE}</style>`,
    rect({ class: 'ground', x: 0.5, y: 0.5, width: WIDTH - 1, height: height - 1, rx: 8 }),
    text({ class: 'title', x: 20, y: 30 }, title),
    ...shapes,
    '</svg>\n',
  ].join('\n')
