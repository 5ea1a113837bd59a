import { ChangeSet, Text } from '@codemirror/state'
import {
  SessionError,
  type SessionEvents,
  type SessionFile,
  type TandemSession,
  type TextChange,
} from '../../client/library/index.ts'
import { sessionEmitters } from '../../client/library/session_emitters.ts'

/** A room for one program, in which a test is the others: with files of any name, and a host that refuses. */
export class FakeRoom implements TandemSession {
  readonly room = 'fake'
  readonly language = 'python'
  readonly people = []
  readonly status = {
    isSaved: true,
    isHost: true,
    mayEdit: true,
    isServerReached: true,
    path: 'hosting',
  } as const
  files: SessionFile[] = [{ id: 0, name: 'main' }]
  mayEdit = true
  readonly #texts = new Map<number, Text>()
  readonly #emitters = sessionEmitters()

  text(file = 0): string {
    if (!this.files.some(({ id }) => id === file)) throw new SessionError('noSuchFile')
    return (this.#texts.get(file) ?? Text.empty).toString()
  }

  edit(changes: TextChange | readonly TextChange[], file = 0): void {
    if (!this.mayEdit) throw new SessionError('notAllowed')
    this.#apply([changes].flat(), file)
  }

  /** Somebody else edits. */
  others(change: Required<TextChange>, file = 0): void {
    this.#apply([change], file)
    this.#emitters.edit.emit({ file, changes: [change] })
  }

  tell<K extends keyof SessionEvents>(event: K, value: SessionEvents[K]): void {
    this.#emitters[event].emit(value)
  }

  on<K extends keyof SessionEvents>(event: K, listener: (value: SessionEvents[K]) => void): () => void {
    return this.#emitters[event].on(listener)
  }

  saved = (): Promise<void> => Promise.resolve()
  leave = (): Promise<void> => Promise.resolve()

  #apply(changes: readonly TextChange[], file: number): void {
    const text = this.#texts.get(file) ?? Text.empty
    const list = changes.map(({ from, to = from, insert = '' }) => ({ from, to, insert }))
    this.#texts.set(file, ChangeSet.of(list, text.length).apply(text))
  }
}
