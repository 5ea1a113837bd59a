const TARGET = `
m addEventListener(type, (event) => void, options?)
m dispatchEvent(event) -> boolean
m removeEventListener(type, listener, options?)`

const BODY = `
p body -> ReadableStream
p bodyUsed -> boolean
p headers -> Headers
p url -> string
m arrayBuffer() -> Promise<ArrayBuffer>
m blob() -> Promise<Blob>
m bytes() -> Promise<Uint8Array>
m formData() -> Promise<FormData>
m json() -> Promise
m text() -> Promise<string>`

const TABLE = `
m append(name, value)
m delete(name)
m entries() -> Iterator<[string, string]>
m forEach((value, name) => void)
m get(name) -> string
m has(name) -> boolean
m keys() -> Iterator<string>
m set(name, value)
m values() -> Iterator<string>`

const PLACE = `
p hash -> string
p host -> string
p hostname -> string
p href -> string
p origin -> string
p pathname -> string
p port -> string
p protocol -> string
p search -> string
m toString() -> string`

const BLOB = `
p size -> number
p type -> string
m arrayBuffer() -> Promise<ArrayBuffer>
m slice(start?, end?, type?) -> Blob
m stream() -> ReadableStream
m text() -> Promise<string>`

const TYPED = `
p buffer -> ArrayBuffer
p byteLength -> number
p byteOffset -> number
p length -> number
m at(index) -> number
m every((value) => boolean) -> boolean
m fill(value, start?, end?) -> this
m filter((value) => boolean) -> this
m find((value) => boolean) -> number
m forEach((value, index) => void)
m includes(value) -> boolean
m indexOf(value) -> number
m join(separator?) -> string
m map((value) => number) -> this
m reverse() -> this
m set(array, offset?)
m slice(start?, end?) -> this
m sort((a, b) => number) -> this
m subarray(start?, end?) -> this`

const EMITTER = `
m emit(event, ...args) -> boolean
m listenerCount(event) -> number
m off(event, listener) -> this
m on(event, listener) -> this
m once(event, listener) -> this
m removeAllListeners(event?) -> this
m removeListener(event, listener) -> this`

const READABLE = `${EMITTER}
m destroy(error?) -> this
m pause() -> this
m pipe(target)
m read(size?)
m resume() -> this
m setEncoding(encoding) -> this`

const WRITABLE = `${EMITTER}
m cork()
m destroy(error?) -> this
m end(chunk?) -> this
m uncork()
m write(chunk, encoding?) -> boolean`

/** The members of what pages and Node have in common, and of Node's own objects. */
export const WEB_TYPES: Readonly<Record<string, string>> = {
  Console: `
m assert(condition, ...values)
m clear()
m count(label?)
m countReset(label?)
m debug(...values)
m dir(value, options?)
m error(...values)
m group(...label)
m groupCollapsed(...label)
m groupEnd()
m info(...values)
m log(...values)
m table(data, columns?)
m time(label?)
m timeEnd(label?)
m timeLog(label?, ...values)
m trace(...values)
m warn(...values)`,
  Window: `${TARGET}
p crypto -> Crypto
p devicePixelRatio -> number
p document -> Document
p history -> History
p innerHeight -> number
p innerWidth -> number
p localStorage -> Storage
p location -> Location
p navigator -> Navigator
p parent -> Window
p performance -> Performance
p screen
p scrollX -> number
p scrollY -> number
p sessionStorage -> Storage
p top -> Window
m alert(message)
m cancelAnimationFrame(id)
m close()
m confirm(message) -> boolean
m fetch(url, options?) -> Promise<Response>
m getComputedStyle(element) -> CSSStyleDeclaration
m getSelection()
m matchMedia(query) -> MediaQueryList
m open(url?, target?) -> Window
m postMessage(message, origin)
m print()
m prompt(message, value?) -> string
m requestAnimationFrame((time) => void) -> number
m scrollBy(x, y)
m scrollTo(x, y)
m setTimeout(action, ms) -> number`,
  Storage: `
p length -> number
m clear()
m getItem(key) -> string
m key(index) -> string
m removeItem(key)
m setItem(key, value)`,
  Location: `${PLACE}
m assign(url)
m reload()
m replace(url)`,
  History: `
p length -> number
p state
m back()
m forward()
m go(steps?)
m pushState(state, unused, url?)
m replaceState(state, unused, url?)`,
  Navigator: `
p clipboard -> Clipboard
p geolocation
p hardwareConcurrency -> number
p language -> string
p languages -> string[]
p mediaDevices
p onLine -> boolean
p serviceWorker
p userAgent -> string
m sendBeacon(url, data?) -> boolean
m share(data) -> Promise
m vibrate(pattern) -> boolean`,
  Clipboard: `
m read() -> Promise
m readText() -> Promise<string>
m write(items) -> Promise
m writeText(text) -> Promise`,
  MediaQueryList: `${TARGET}
p matches -> boolean
p media -> string`,
  Crypto: `
p subtle
m getRandomValues(array)
m randomUUID() -> string`,
  Performance: `
p timeOrigin -> number
m mark(name)
m measure(name, start?, end?)
m now() -> number`,
  Response: `${BODY}
p ok -> boolean
p redirected -> boolean
p status -> number
p statusText -> string
p type -> string
m clone() -> Response`,
  Request: `${BODY}
p cache -> string
p credentials -> string
p method -> string
p mode -> string
p signal -> AbortSignal
m clone() -> Request`,
  Headers: TABLE,
  FormData: TABLE,
  URLSearchParams: `${TABLE}
p size -> number
m getAll(name) -> string[]
m sort()
m toString() -> string`,
  URL: `${PLACE}
p password -> string
p searchParams -> URLSearchParams
p username -> string
m toJSON() -> string`,
  AbortController: `
p signal -> AbortSignal
m abort(reason?)`,
  AbortSignal: `${TARGET}
p aborted -> boolean
p reason
m throwIfAborted()`,
  Blob: BLOB,
  File: `${BLOB}
p lastModified -> number
p name -> string`,
  WebSocket: `${TARGET}
p binaryType -> string
p bufferedAmount -> number
p onclose
p onerror
p onmessage
p onopen
p protocol -> string
p readyState -> number
p url -> string
m close(code?, reason?)
m send(data)`,
  Worker: `${TARGET}
p onmessage
m postMessage(message, transfer?)
m terminate()`,
  TextEncoder: `
p encoding -> string
m encode(text?) -> Uint8Array
m encodeInto(text, target)`,
  TextDecoder: `
p encoding -> string
m decode(bytes?, options?) -> string`,
  ReadableStream: `
p locked -> boolean
m cancel(reason?) -> Promise
m getReader()
m pipeThrough(transform) -> ReadableStream
m pipeTo(target) -> Promise
m tee() -> ReadableStream[]`,
  Uint8Array: TYPED,
  Int8Array: TYPED,
  Uint16Array: TYPED,
  Int16Array: TYPED,
  Uint32Array: TYPED,
  Int32Array: TYPED,
  Float32Array: TYPED,
  Float64Array: TYPED,
  Buffer: `${TYPED}
m compare(other) -> number
m copy(target, start?) -> number
m equals(other) -> boolean
m readInt32BE(offset?) -> number
m readUInt16BE(offset?) -> number
m readUInt32BE(offset?) -> number
m readUInt8(offset?) -> number
m toString(encoding?, start?, end?) -> string
m write(text, offset?) -> number
m writeUInt32BE(value, offset?) -> number
m writeUInt8(value, offset?) -> number`,
  Process: `${EMITTER}
p arch -> string
p argv -> string[]
p env -> Record<string, string>
p execPath -> string
p exitCode -> number
p pid -> number
p platform -> string
p stderr -> Writable
p stdin -> Readable
p stdout -> Writable
p version -> string
p versions
m chdir(directory)
m cwd() -> string
m exit(code?)
m hrtime(time?)
m kill(pid, signal?) -> boolean
m memoryUsage()
m nextTick(action, ...args)
m uptime() -> number`,
  EventEmitter: EMITTER,
  Readable: READABLE,
  Writable: WRITABLE,
  Stats: `
p mtime -> Date
p mtimeMs -> number
p size -> number
m isDirectory() -> boolean
m isFile() -> boolean
m isSymbolicLink() -> boolean`,
  ChildProcess: `${EMITTER}
p exitCode -> number
p pid -> number
p stderr -> Readable
p stdin -> Writable
p stdout -> Readable
m kill(signal?) -> boolean
m send(message) -> boolean`,
  Server: `${EMITTER}
p listening -> boolean
m address()
m close((error) => void) -> this
m listen(port, host?, () => void) -> this`,
  Hash: `
m copy() -> Hash
m digest(encoding?) -> string
m update(data, encoding?) -> this`,
  ReadlineInterface: `${EMITTER}
m close()
m prompt()
m question(query, (answer) => void)
m setPrompt(prompt)`,
  ParsedPath: `
p base -> string
p dir -> string
p ext -> string
p name -> string
p root -> string`,
  ImportMeta: `
p dirname -> string
p env
p filename -> string
p url -> string
m resolve(specifier) -> string`,
}
