import { type Extension, StateEffect } from '@codemirror/state'
import {
  type EditorView,
  type LayerMarker,
  layer,
  RectangleMarker,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view'
import type { ShownCursor } from '../../shared/presence/cursor_table.ts'
import { tagLevels } from './tag_levels.ts'

/** A name stands at a caret for so long after its owner moved, in milliseconds. */
const TAG_MS = 2_000
/** What a tag takes above a line, and as much as a character of it takes at the most, in pixels. */
const TAG_HEIGHT = 20
const CHARACTER_WIDTH = 8
const TAG_WIDTH = 190
/** The mouse is at a caret within so many pixels of it. */
const REACH = 6

/** Others moved, or what is shown of them did: they are drawn anew. */
const redraw = StateEffect.define<null>()

interface RemoteCursorsOptions {
  /** Where the others are in this file, in the text that the editor shows. */
  readonly cursors: () => readonly ShownCursor[]
  /** The person's colour, as its place in the style sheet. */
  readonly colorOf: (color: number) => number
}

/** The carets, selections and names of the others. */
export interface RemoteCursors {
  readonly extension: Extension
  /** Somebody moved, came or went: they are drawn with the next frame. */
  changed(): void
}

/**
 * They are drawn in layers over and under the text, out of what the session says when a frame is measured: typing
 * changes no decoration because of them, and they stand where they belong in the very frame that shows the text.
 */
export function remoteCursors({ cursors, colorOf }: RemoteCursorsOptions): RemoteCursors {
  const tags = new Tags()
  let view: EditorView | null = null
  let frame: number | null = null
  const drawSoon = () => {
    frame ??= requestAnimationFrame(() => {
      frame = null
      view?.dispatch({ effects: redraw.of(null) })
    })
  }
  const isDue = (update: ViewUpdate) =>
    update.docChanged ||
    update.viewportChanged ||
    update.transactions.some(({ effects }) => effects.some((effect) => effect.is(redraw)))

  const selections = layer({
    above: false,
    class: 'cm-person-selections',
    update: isDue,
    updateOnDocViewUpdate: false,
    markers: (shown) =>
      cursors().flatMap(({ user, selection }) =>
        selection.ranges.flatMap((range) =>
          range.empty
            ? []
            : RectangleMarker.forRange(shown, `cm-person-selection cm-person-${colorOf(user.color)}`, range),
        ),
      ),
  })
  const carets = layer({
    above: true,
    class: 'cm-person-carets',
    update: isDue,
    updateOnDocViewUpdate: false,
    markers(shown) {
      const box = shown.scrollDOM.getBoundingClientRect()
      const carets = cursors().flatMap((cursor) =>
        caretsOf(shown, box, cursor, colorOf(cursor.user.color), tags),
      )
      const drawn = withLevels(carets).map((caret) => new CaretMarker(caret))
      tags.settle(drawn, drawSoon)
      return drawn
    },
  })
  const life = ViewPlugin.define(
    (made) => {
      view = made
      return {
        // What the text's own frame draws need not be drawn again.
        update(update) {
          if (!isDue(update) || frame === null) return
          cancelAnimationFrame(frame)
          frame = null
        },
        destroy() {
          view = null
          if (frame !== null) cancelAnimationFrame(frame)
          tags.stop()
        },
      }
    },
    {
      eventObservers: {
        mousemove(event, { scrollDOM }) {
          const box = scrollDOM.getBoundingClientRect()
          const x = event.clientX - box.left + scrollDOM.scrollLeft
          const y = event.clientY - box.top + scrollDOM.scrollTop
          if (tags.point(x, y)) drawSoon()
        },
        mouseleave() {
          if (tags.point(-1, -1)) drawSoon()
        },
      },
    },
  )
  return { extension: [selections, carets, life], changed: drawSoon }
}

function caretsOf(
  view: EditorView,
  box: DOMRect,
  cursor: ShownCursor,
  color: number,
  tags: Tags,
): readonly Caret[] {
  const { selection, user, clientId, moves } = cursor
  const { viewport, scrollDOM } = view
  return selection.ranges.flatMap((range, i) => {
    if (range.head < viewport.from || range.head > viewport.to) return []
    const at = view.coordsAtPos(range.head, 1)
    if (!at) return []
    const left = at.left - box.left + scrollDOM.scrollLeft
    const top = at.top - box.top + scrollDOM.scrollTop
    const isMain = i === selection.mainIndex
    const width = Math.min(TAG_WIDTH, user.userName.length * CHARACTER_WIDTH + 12)
    return {
      owner: clientId,
      left,
      top,
      height: at.bottom - at.top,
      color,
      name: isMain ? user.userName : null,
      shown: isMain && tags.isShown(clientId, moves),
      below: top - TAG_HEIGHT < scrollDOM.scrollTop,
      leftward: left + width > scrollDOM.scrollLeft + scrollDOM.clientWidth,
      width,
      level: 0,
    }
  })
}

/** Names that are shown at one place stand over each other. */
function withLevels(carets: readonly Caret[]): readonly Caret[] {
  const named = carets.filter(({ shown }) => shown)
  if (named.length < 2) return carets
  const levels = tagLevels(
    named.map(({ top, left, width, leftward, below }) => ({
      top,
      below,
      from: leftward ? left - width : left,
      to: leftward ? left : left + width,
    })),
  )
  return carets.map((caret) => ({ ...caret, level: levels[named.indexOf(caret)] ?? 0 }))
}

interface Caret {
  readonly owner: string
  readonly left: number
  readonly top: number
  readonly height: number
  readonly color: number
  /** Only the main caret has one. */
  readonly name: string | null
  readonly shown: boolean
  readonly below: boolean
  readonly leftward: boolean
  /** How wide its name is at the most, in pixels. */
  readonly width: number
  /** How many names high its name stands. */
  readonly level: number
}

class CaretMarker implements LayerMarker {
  readonly caret: Caret

  constructor(caret: Caret) {
    this.caret = caret
  }

  eq(other: CaretMarker): boolean {
    const keys = Object.keys(this.caret) as (keyof Caret)[]
    return keys.every((key) => this.caret[key] === other.caret[key])
  }

  draw(): HTMLElement {
    const element = document.createElement('div')
    if (this.caret.name !== null) {
      const tag = element.appendChild(document.createElement('span'))
      tag.className = 'cm-person-tag'
    }
    this.#adjust(element)
    return element
  }

  update(element: HTMLElement, before: CaretMarker): boolean {
    if (this.eq(before)) return true
    if (before.caret.owner !== this.caret.owner) return false
    if ((before.caret.name === null) !== (this.caret.name === null)) return false
    this.#adjust(element)
    return true
  }

  #adjust(element: HTMLElement): void {
    const { left, top, height, color, name, shown, below, leftward, owner, level } = this.caret
    element.className = `cm-person-caret cm-person-${color}`
    element.dataset.owner = owner
    element.dataset.tag = shown ? 'shown' : 'hidden'
    element.dataset.below = String(below)
    element.dataset.leftward = String(leftward)
    // Nothing is laid out anew because somebody moved.
    element.style.transform = `translate(${left}px, ${top}px)`
    element.style.height = `${height}px`
    const [tag] = element.children
    if (!(tag instanceof HTMLElement)) return
    if (tag.textContent !== name) tag.textContent = name
    tag.style.translate = level === 0 ? '' : `0 ${(below ? level : -level) * TAG_HEIGHT}px`
  }
}

/** Whose names are shown: of those who just moved, and at whose caret the mouse is. */
class Tags {
  readonly #moved = new Map<string, { readonly moves: number; readonly until: number }>()
  #drawn: readonly CaretMarker[] = []
  #hovered: string | null = null
  #timer: ReturnType<typeof setTimeout> | null = null

  isShown(owner: string, moves: number): boolean {
    const now = performance.now()
    const known = this.#moved.get(owner)
    if (known?.moves !== moves) this.#moved.set(owner, { moves, until: now + TAG_MS })
    return owner === this.#hovered || (this.#moved.get(owner)?.until ?? 0) > now
  }

  /** What is drawn now; calls back when a name has to go. */
  settle(drawn: readonly CaretMarker[], later: () => void): void {
    this.#drawn = drawn
    this.stop()
    const now = performance.now()
    const ends = [...this.#moved.values()].map(({ until }) => until).filter((until) => until > now)
    if (ends.length > 0) this.#timer = setTimeout(later, Math.min(...ends) - now + 1)
  }

  /** The mouse is here, counted from where the text begins. Answers whether that is another caret than before. */
  point(x: number, y: number): boolean {
    const isAt = ({ caret: { left, top, height, name } }: CaretMarker) =>
      name !== null && Math.abs(x - left) <= REACH && y >= top && y <= top + height
    const hovered = this.#drawn.find(isAt)?.caret.owner ?? null
    if (hovered === this.#hovered) return false
    this.#hovered = hovered
    return true
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }
}
