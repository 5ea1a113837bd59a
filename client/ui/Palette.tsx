import Search from 'lucide-solid/icons/search'
import { createEffect, createMemo, createSignal, createUniqueId, For, Show } from 'solid-js'
import type { Command, Commands } from '../state/commands.ts'
import { fuzzyMatch } from '../state/fuzzy.ts'
import { keyWords } from '../state/keys.ts'
import { Dialog } from './Dialog.tsx'
import styles from './Palette.module.css'

/** Lines that Page Up and Page Down pass. */
const PAGE = 8

interface Found {
  readonly command: Command
  /** Places of the title's letters that were looked for. */
  readonly at: readonly number[]
}

/** The commands that answer what was typed, the best first; all of them as they are when nothing was. */
function search(commands: readonly Command[], query: string): readonly Found[] {
  const scored = commands.flatMap((command) => {
    const match = fuzzyMatch(query, command.title)
    return match === null ? [] : [{ command, at: match.at, score: match.score }]
  })
  return query.trim() === '' ? scored : scored.sort((a, b) => b.score - a.score)
}

/** A title cut where letters begin or stop to be those that were looked for. */
function parts({ command: { title }, at }: Found): readonly { text: string; hit: boolean }[] {
  const hits = new Set(at)
  const cut: { text: string; hit: boolean }[] = []
  for (let place = 0; place < title.length; place++) {
    const hit = hits.has(place)
    const last = cut.at(-1)
    if (last?.hit === hit) last.text += title[place] ?? ''
    else cut.push({ text: title[place] ?? '', hit })
  }
  return cut
}

interface PaletteProps {
  readonly commands: Commands
  closed(): void
}

/** Every action with its key: type some of its letters, Enter runs it. */
export default function Palette(props: PaletteProps) {
  const [query, setQuery] = createSignal('')
  const [active, setActive] = createSignal(0)
  const listId = createUniqueId()
  // What is offered does not change under one's hands.
  const offered = props.commands.offered()
  const found = createMemo(() => search(offered, query()))
  const optionId = (at: number) => `${listId}-${at}`
  let list: HTMLDivElement | undefined

  createEffect(() => {
    list?.children[active()]?.scrollIntoView({ block: 'nearest' })
  })

  const run = (command: Command | undefined) => {
    if (command === undefined) return
    props.closed()
    props.commands.use(command.id)
  }
  const move = (to: number) => {
    const { length } = found()
    if (length > 0) setActive(Math.min(length - 1, Math.max(0, to)))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return
    const { length } = found()
    if (event.key === 'ArrowDown') move((active() + 1) % Math.max(1, length))
    else if (event.key === 'ArrowUp') move((active() + length - 1) % Math.max(1, length))
    else if (event.key === 'PageDown') move(active() + PAGE)
    else if (event.key === 'PageUp') move(active() - PAGE)
    else if (event.key === 'Enter') run(found()[active()]?.command)
    else return
    event.preventDefault()
  }

  return (
    <Dialog title="Commands" testId="palette" modal bare place="top" closed={props.closed}>
      <div class={styles.top}>
        <Search class={styles.icon} size={16} aria-hidden="true" />
        <input
          class={styles.input}
          ref={(field) => queueMicrotask(() => field.focus())}
          data-testid="palette-input"
          type="text"
          role="combobox"
          aria-label="Search for a command"
          aria-expanded="true"
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={found().length > 0 ? optionId(active()) : undefined}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          placeholder="What do you want to do?"
          value={query()}
          onInput={(event) => {
            setActive(0)
            setQuery(event.currentTarget.value)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div ref={list} id={listId} class={styles.list} role="listbox" aria-label="Commands">
        <For each={found()}>
          {(one, at) => (
            <div
              id={optionId(at())}
              class={styles.option}
              role="option"
              aria-selected={at() === active()}
              data-command={one.command.id}
              tabIndex={-1}
              onPointerMove={() => setActive(at())}
              onClick={() => run(one.command)}
              onKeyDown={onKeyDown}
            >
              <span class={styles.title}>
                <For each={parts(one)}>
                  {(part) => (part.hit ? <b class={styles.hit}>{part.text}</b> : part.text)}
                </For>
              </span>
              <Show when={props.commands.keysOf(one.command)[0]}>
                {(key) => <kbd class={styles.key}>{keyWords(key(), props.commands.mac)}</kbd>}
              </Show>
            </div>
          )}
        </For>
      </div>
      <p class={styles.none} role="status" data-empty={found().length === 0}>
        <Show when={found().length === 0}>No command is called that. Try other words for it.</Show>
      </p>
    </Dialog>
  )
}
