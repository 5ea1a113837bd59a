import type { ClientId, Epoch, FileId, Seq, UserId, Version } from '../base/ids.ts'
import type { Language } from './language.ts'
import type { Reason } from './reasons.ts'

/**
 * One place that an edit touches: skip so many units from the end of the last place, delete so many, insert the
 * text (line feeds only, never a carriage return). UTF-16 units, as in a JavaScript string.
 */
export type Span = readonly [skip: number, remove: number, insert: string]

/** Line ends of the file outside of Tandem; inside they are line feeds. Order is wire format: append only. */
export const LINE_ENDS = ['\n', '\r\n'] as const
export type LineEnd = (typeof LINE_ENDS)[number]

/** Order is wire format: append only. */
export const ROLES = ['editor', 'viewer', 'owner'] as const
export type Role = (typeof ROLES)[number]

/** What an entry does to a room, as it travels and is stored. */
export type WireChange =
  | { readonly kind: 'edit'; readonly file: FileId; readonly spans: readonly Span[] }
  | WireSetting

/** Changes of what is not text: the last one committed wins. */
export type WireSetting =
  | { readonly kind: 'language'; readonly language: Language }
  | { readonly kind: 'createFile'; readonly file: FileId; readonly name: string }
  | { readonly kind: 'renameFile'; readonly file: FileId; readonly name: string }
  /** A deleted file keeps its text, so that nothing is lost and edits that were under way still apply. */
  | { readonly kind: 'deleteFile'; readonly file: FileId; readonly deleted: boolean }
  | { readonly kind: 'lineEnd'; readonly file: FileId; readonly lineEnd: LineEnd }
  | { readonly kind: 'role'; readonly user: UserId; readonly role: Role }
  /** What became of an edit that the host refused: nothing, under the same identity. */
  | { readonly kind: 'void'; readonly reason: Reason }

/** A change under its author's identity. (clientId, seq) names it for good, wherever it is committed. */
export interface WireEdit {
  readonly clientId: ClientId
  readonly seq: Seq
  readonly change: WireChange
}

/** An edit that a host has put into the log. Its version is its place in the log. */
export interface WireEntry extends WireEdit {
  /** The epoch in which it was committed (again). */
  readonly epoch: Epoch
  /** Who pushed it: the author, or another who still held it when a host changed. */
  readonly by: ClientId
  /** The committing host's clock, milliseconds since 1970. */
  readonly at: number
}

/** Runs of equal epochs in a log, oldest first: [epoch, version where the run ends]. */
export type Run = readonly [epoch: Epoch, end: Version]

export interface WireFile {
  readonly file: FileId
  readonly name: string
  readonly lineEnd: LineEnd
  readonly deleted: boolean
  readonly text: string
}

/** A room at a version: everything that folding `version` entries gives. */
export interface WireSnapshot {
  readonly version: Version
  readonly runs: readonly Run[]
  /** The last seq of every author so far: old pushes are recognised although their entries are gone. */
  readonly seqs: readonly (readonly [ClientId, Seq])[]
  readonly language: Language
  readonly roles: readonly (readonly [UserId, Role])[]
  readonly files: readonly WireFile[]
}
