// What the pages use of packages that only the benchmark's own folder has: they are installed when it runs, and the
// sources are checked without them. Of yjs the project has the types itself.
declare module 'y-protocols/awareness' {
  import type { Doc } from 'yjs'
  export class Awareness {
    constructor(doc: Doc)
    setLocalStateField(field: string, value: unknown): void
  }
}

declare module 'y-codemirror.next' {
  import type { Extension } from '@codemirror/state'
  import type { KeyBinding } from '@codemirror/view'
  import type { Awareness } from 'y-protocols/awareness'
  import type { Text } from 'yjs'
  export function yCollab(text: Text, awareness: Awareness): Extension
  export const yUndoManagerKeymap: readonly KeyBinding[]
}

declare module 'y-websocket' {
  import type { Awareness } from 'y-protocols/awareness'
  import type { Doc } from 'yjs'
  export class WebsocketProvider {
    constructor(url: string, room: string, doc: Doc, options: { awareness: Awareness; disableBc: boolean })
    readonly synced: boolean
  }
}

declare module '@hocuspocus/provider' {
  import type { Awareness } from 'y-protocols/awareness'
  import type { Doc } from 'yjs'
  export class HocuspocusProvider {
    constructor(options: { url: string; name: string; document: Doc; awareness: Awareness })
    readonly isSynced: boolean
  }
}

declare module 'y-webrtc' {
  import type { Awareness } from 'y-protocols/awareness'
  import type { Doc } from 'yjs'

  interface Connection {
    readonly connected: boolean
    readonly synced: boolean
  }
  export class WebrtcProvider {
    constructor(
      room: string,
      doc: Doc,
      options: { signaling: readonly string[]; awareness: Awareness; peerOpts: object },
    )
    readonly room: { readonly webrtcConns: ReadonlyMap<string, Connection> } | null
    readonly maxConns: number
  }
}
