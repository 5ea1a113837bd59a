import { ChangeSet } from '@codemirror/state'
import type { Env } from '../../shared/base/env.ts'
import { asFileId, MAIN_FILE } from '../../shared/base/ids.ts'
import type { Reason } from '../../shared/protocol/reasons.ts'
import type { RoomFile } from '../../shared/room/room_state.ts'
import type { SessionEvent, SessionPort } from '../../shared/session/session_port.ts'
import { isFinal } from './denials.ts'
import type {
  Person,
  SessionEvents,
  SessionFile,
  SessionStatus,
  TandemSession,
  TextChange,
} from './session_api.ts'
import { sessionEmitters } from './session_emitters.ts'
import { SessionError } from './session_error.ts'

/** Who leaves waits so long for the store, in milliseconds. */
const LEAVE_MS = 2_000

/** A session whose room's content is known, as programs see it. */
export class JoinedSession implements TandemSession {
  readonly room: string
  readonly #session: SessionPort
  readonly #env: Env
  readonly #end: () => void
  readonly #emitters = sessionEmitters()
  readonly #stop: () => void
  #shown: string
  #language: string
  #ended: Reason | null = null

  /** @param end leaves the room and lets go of the network */
  constructor(session: SessionPort, room: string, env: Env, end: () => void) {
    this.room = room
    this.#session = session
    this.#env = env
    this.#end = end
    this.#shown = JSON.stringify(this.status)
    this.#language = this.language
    this.#stop = session.on((event) => this.#hear(event))
  }

  get status(): SessionStatus {
    const { path, server, state, pending, saved, version } = this.#session.status()
    return {
      isSaved: pending === 0 && saved >= version,
      isHost: path === 'hosting',
      mayEdit: state !== 'readonly' && this.#ended === null,
      isServerReached: server,
      path,
    }
  }

  get language(): string {
    return this.#session.language()
  }

  get people(): readonly Person[] {
    const { self, host } = this.#session.status()
    return this.#session.users().map(({ peerId, userName }) => ({
      id: peerId,
      name: userName,
      isSelf: peerId === self,
      isHost: peerId === host,
    }))
  }

  get files(): readonly SessionFile[] {
    return this.#files().map(({ file, name }) => ({ id: file, name }))
  }

  text(file: number = MAIN_FILE): string {
    return this.#find(file).text.toString()
  }

  edit(changes: TextChange | readonly TextChange[], file: number = MAIN_FILE): void {
    const { file: id, text } = this.#find(file)
    if (this.#ended !== null) throw new SessionError(this.#ended)
    if (!this.status.mayEdit) throw new SessionError('notAllowed')
    const list = [changes].flat().map(filled)
    for (const { from, to } of list)
      if (!Number.isInteger(from) || !Number.isInteger(to) || from < 0 || to < from || to > text.length)
        throw new SessionError('outOfBounds')
    const made = ChangeSet.of(list, text.length)
    if (made.empty) return
    if (made.newLength - made.length > this.#session.space().units) throw new SessionError('documentFull')
    this.#session.edit(id, made)
  }

  saved(): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#ended !== null) return reject(new SessionError(this.#ended))
      if (this.status.isSaved) return resolve()
      const stops = [
        this.on('status', ({ isSaved }) => {
          if (!isSaved) return
          for (const stop of stops) stop()
          resolve()
        }),
        this.on('ended', (reason) => {
          for (const stop of stops) stop()
          reject(new SessionError(reason))
        }),
      ]
    })
  }

  on<K extends keyof SessionEvents>(event: K, listener: (value: SessionEvents[K]) => void): () => void {
    return this.#emitters[event].on(listener)
  }

  async leave(): Promise<void> {
    if (this.#ended === null)
      await new Promise<void>((resolve) => {
        const patience = setTimeout(resolve, LEAVE_MS)
        const enough = () => {
          clearTimeout(patience)
          resolve()
        }
        this.saved().then(enough, enough)
      })
    this.#finish('left')
  }

  #hear(event: SessionEvent): void {
    if (event.type === 'change')
      this.#emitters.edit.emit({ file: event.file, changes: listed(event.changes) })
    if (event.type === 'users') this.#emitters.people.emit(this.people)
    if (event.type === 'settings' && this.language !== this.#language) {
      this.#language = this.language
      this.#emitters.language.emit(this.#language)
    }
    if (event.type === 'notice') {
      const { notice } = event
      if (notice.kind === 'refused') this.#emitters.refused.emit({ reason: notice.reason, text: notice.text })
      if (notice.kind === 'host') this.#emitters.people.emit(this.people)
      if (notice.kind === 'denied' && isFinal(notice.reason)) this.#finish(notice.reason)
    }
    if (event.type === 'status') this.#told()
  }

  #told(): void {
    const { status } = this
    const shown = JSON.stringify(status)
    if (shown === this.#shown) return
    this.#shown = shown
    this.#emitters.status.emit(status)
  }

  #finish(reason: Reason): void {
    if (this.#ended !== null) return
    this.#ended = reason
    this.#env.log('info', 'session ended', { reason })
    this.#stop()
    this.#end()
    this.#emitters.ended.emit(reason)
  }

  #files(): readonly RoomFile[] {
    return this.#session.files().filter(({ deleted }) => !deleted)
  }

  #find(id: number): RoomFile {
    const file = this.#files().find((one) => one.file === asFileId(id))
    if (file === undefined) throw new SessionError('noSuchFile')
    return { ...file, text: this.#session.text(file.file) }
  }
}

const filled = ({ from, to = from, insert = '' }: TextChange): Required<TextChange> => ({
  from,
  to,
  insert: insert.replace(/\r\n?/g, '\n'),
})

function listed(changes: ChangeSet): readonly Required<TextChange>[] {
  const list: Required<TextChange>[] = []
  changes.iterChanges((from, to, _fromB, _toB, insert) => {
    list.push({ from, to, insert: insert.toString() })
  }, true)
  return list
}
