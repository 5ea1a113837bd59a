import type { Reason } from '../../shared/protocol/reasons.ts'

/** Which room to join, where, and as whom. */
export interface JoinOptions {
  /** A room's id, or its whole link, which brings its rights and the key to a private room along. */
  readonly room: string
  /** The address of the server, `https://…`; not needed with a whole link. */
  readonly server?: string
  /** What the others see: 1 to 40 visible characters; a made-up name unless given. */
  readonly name?: string
  /**
   * An implementation of WebRTC as simple-peer takes it, for Node, which has none: with it there are direct links to the
   * others. Without, and where there is none in the browser either, all goes over the server's relay.
   */
  readonly wrtc?: object
  /** Who waits longer for the room's content gives up, in milliseconds; 30 seconds unless given. */
  readonly timeout?: number
  /** Hears what may be worth a line for a programmer: names and numbers, never text of people. */
  readonly log?: (level: 'debug' | 'info' | 'warn' | 'error', event: string, fields?: object) => void
}

/** Some text in the place of other text. Positions are UTF-16 units of the text before the edit; a line ends with \n. */
export interface TextChange {
  readonly from: number
  /** Where what is replaced ends; `from` unless given. */
  readonly to?: number
  readonly insert?: string
}

export interface SessionFile {
  /** 0 is the file that every room has. */
  readonly id: number
  readonly name: string
}

export interface Person {
  /** Of this visit: who comes back may have another one. */
  readonly id: string
  readonly name: string
  readonly isSelf: boolean
  readonly isHost: boolean
}

/** What may be relied on right now. */
export interface SessionStatus {
  /** Everything that was edited here, and all that is known of the others' edits, is stored. */
  readonly isSaved: boolean
  readonly isHost: boolean
  readonly mayEdit: boolean
  /** The server can be reached. Edits go on and are kept while it is not. */
  readonly isServerReached: boolean
  /** How edits reach the host; `none` while there is no way: they are kept and sent later. */
  readonly path: 'hosting' | 'direct' | 'relay' | 'none'
}

/** What can be listened to, and what is told. */
export interface SessionEvents {
  /** Others edited a file: the changes of one edit, in order, all in positions of the text before it. `text` has them. */
  readonly edit: { readonly file: number; readonly changes: readonly Required<TextChange>[] }
  /** Somebody came, left or has another name, or there is another host. */
  readonly people: readonly Person[]
  readonly status: SessionStatus
  readonly language: string
  /** An edit that was made here was refused by the host and taken back; `text` is what it had inserted. */
  readonly refused: { readonly reason: Reason; readonly text: string }
  /** The server or the host turned this session away: nothing more will come. */
  readonly ended: Reason
}

/** Somebody's part in a room. It keeps up by itself: reconnects, follows a new host, and is host when it is its turn. */
export interface TandemSession {
  /** The room's id. */
  readonly room: string
  readonly status: SessionStatus
  /** One of the room's languages, as `python`. */
  readonly language: string
  /** Self included. */
  readonly people: readonly Person[]
  readonly files: readonly SessionFile[]
  /** A file's text with all edits that are known here. Throws `SessionError` where there is no such file. */
  text(file?: number): string
  /**
   * Edits a file, as one edit of the others' and one's own log. It is there at once; `saved` says when it is stored. Throws
   * `SessionError`, and changes nothing, where it reaches beyond the text, is larger than what fits, or is not allowed.
   */
  edit(changes: TextChange | readonly TextChange[], file?: number): void
  /** Resolves once everything that was edited here is stored; rejects with `SessionError` when the session ends before. */
  saved(): Promise<void>
  /** Calls back for each event from now on. Returns the function that stops that. */
  on<K extends keyof SessionEvents>(event: K, listener: (value: SessionEvents[K]) => void): () => void
  /** Leaves the room, once what was edited is stored or two seconds are over. The session is of no use afterwards. */
  leave(): Promise<void>
}
