import { onCleanup } from 'solid-js'
import { dropProblem } from '../state/text_file.ts'

/** What became of something that was dragged onto the page. */
export interface DropTarget {
  /** Files are over the page, or have left it. */
  over(files: boolean): void
  /** One file was dropped at this place of the window. */
  dropped(file: File, at: { readonly x: number; readonly y: number }): void
  /** Something was dropped that is not taken; the sentence says why. */
  refused(problem: string): void
}

/** After so long without a word files are no longer over the page: not every way of giving up is told. In milliseconds. */
const SILENCE_MS = 1_000

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

/**
 * Takes files that are dropped anywhere on the page, for as long as the component is there: before the editor, and
 * before the browser, which would leave the page to show them.
 */
export function takeDrops(target: DropTarget): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const away = () => {
    clearTimeout(timer)
    target.over(false)
  }
  const over = (event: DragEvent) => {
    if (!hasFiles(event) || event.dataTransfer === null) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'copy'
    target.over(true)
    clearTimeout(timer)
    timer = setTimeout(away, SILENCE_MS)
  }
  const leave = (event: DragEvent) => {
    // Between two elements of the page it goes on.
    if (event.relatedTarget === null) away()
  }
  const drop = (event: DragEvent) => {
    if (!hasFiles(event) || event.dataTransfer === null) return
    event.preventDefault()
    event.stopPropagation()
    away()
    const items = [...event.dataTransfer.items].filter(({ kind }) => kind === 'file')
    const folders = items.filter((item) => item.webkitGetAsEntry()?.isDirectory === true).length
    const files = [...event.dataTransfer.files]
    const problem = dropProblem(files, folders)
    const [file] = files
    if (problem !== null || file === undefined) target.refused(problem ?? '')
    else target.dropped(file, { x: event.clientX, y: event.clientY })
  }
  window.addEventListener('dragover', over)
  window.addEventListener('dragleave', leave)
  window.addEventListener('drop', drop, { capture: true })
  onCleanup(() => {
    clearTimeout(timer)
    window.removeEventListener('dragover', over)
    window.removeEventListener('dragleave', leave)
    window.removeEventListener('drop', drop, { capture: true })
  })
}

/** Has the person choose a file; calls back with it unless they choose none. */
export function chooseFile(chosen: (file: File) => void): void {
  const field = document.createElement('input')
  field.type = 'file'
  field.addEventListener('change', () => {
    const file = field.files?.[0]
    if (file !== undefined) chosen(file)
  })
  field.click()
}

/** Hands a text to the browser to be saved under this name. */
export function downloadText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has begun to read it when the click returns, but not every one has finished.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
