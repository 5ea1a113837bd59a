import * as Y from 'yjs'
import type { Patch } from '../support/typist.ts'

const TEXT = 'text'

/** The same three people on Yjs: each operation a transaction, its one encoded update applied by the other two. */
export class YjsRun {
  readonly #typist = new Y.Doc()
  readonly #host = new Y.Doc()
  readonly #looker = new Y.Doc()
  readonly #text = this.#typist.getText(TEXT)
  /** Bytes of all updates, without any framing. */
  bytes = 0

  constructor() {
    this.#typist.on('update', (update: Uint8Array) => {
      this.bytes += update.byteLength
      Y.applyUpdate(this.#host, update)
      Y.applyUpdate(this.#looker, update)
    })
  }

  operate([position, deleted, inserted]: Patch): void {
    this.#typist.transact(() => {
      if (deleted > 0) this.#text.delete(position, deleted)
      if (inserted !== '') this.#text.insert(position, inserted)
    })
  }

  texts(): string[] {
    return [this.#typist, this.#host, this.#looker].map((doc) => doc.getText(TEXT).toString())
  }

  /** The document as one stores it. */
  stored(): Uint8Array {
    return Y.encodeStateAsUpdate(this.#host)
  }
}

/** The text of a stored document. */
export function reopenYjs(stored: Uint8Array): string {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, stored)
  return doc.getText(TEXT).toString()
}
