import type { BuiltPages } from './built_pages.ts'
import type { ServerChild } from './server_child.ts'

/** One of the products that are measured beside each other. */
export interface Product {
  /** As the command takes it. */
  readonly name: string
  /** As people call it. */
  readonly title: string
  /** Whether edits may go from browser to browser. */
  readonly direct: boolean
  /** Whether the server keeps a room's text when nobody is there. */
  readonly keeps: boolean
  /** Whether one of the browsers is the host of a room. */
  readonly hosted: boolean
  /** Script in idle/ that opens connections which do nothing. */
  readonly idle: string
  /** A fresh server without rooms. Whoever starts it ends it with `server.remove`. */
  start(pages: BuiltPages): Promise<Running>
}

/** A product whose server runs. */
export interface Running {
  readonly product: Product
  readonly server: ServerChild
  /** The address of a room's page that speaks with the server over that port of 127.0.0.1: its own, or a proxy's. */
  pageUrl(roomId: string, port?: number): string
  /** What idle connections are made to. */
  readonly idleUrl: string
}
