/** Names that are there without an import, in pages or in Node. */
export const BUILTINS = `
c AggregateError(errors, message?)
c Array(length?)
c ArrayBuffer(length)
c BigInt(value)
c Boolean(value)
c DataView(buffer)
c Date(value?)
c Error(message?, options?)
c EvalError(message?)
c FinalizationRegistry(cleanup)
c Function(...args)
c Map(entries?)
c Number(value)
c Object(value?)
c Promise((resolve, reject) => void)
c Proxy(target, handler)
c RangeError(message?)
c ReferenceError(message?)
c RegExp(pattern, flags?)
c Set(values?)
c String(value)
c Symbol(description?)
c SyntaxError(message?)
c TypeError(message?)
c URIError(message?)
c WeakMap(entries?)
c WeakRef(target)
c WeakSet(values?)
c Int8Array(source)
c Uint8Array(source)
c Int16Array(source)
c Uint16Array(source)
c Int32Array(source)
c Uint32Array(source)
c Float32Array(source)
c Float64Array(source)
c AbortController()
c AbortSignal
c Blob(parts, options?)
c Buffer
c CustomEvent(type, options?)
c DOMException(message?, name?)
c DOMParser()
c Document
c Element
c Event(type, options?)
c EventSource(url)
c EventTarget()
c File(parts, name)
c FileReader()
c FormData(form?)
c HTMLElement
c HTMLInputElement
c HTMLButtonElement
c HTMLCanvasElement
c HTMLDivElement
c HTMLFormElement
c HTMLSelectElement
c HTMLTextAreaElement
c HTMLImageElement
c HTMLAnchorElement
c HTMLDialogElement
c Headers(init?)
c Image(width?, height?)
c IntersectionObserver(callback)
c KeyboardEvent(type, options?)
c MessageChannel()
c MouseEvent(type, options?)
c MutationObserver(callback)
c Node
c Notification(title, options?)
c PointerEvent(type, options?)
c ReadableStream(source?)
c Request(url, options?)
c ResizeObserver(callback)
c Response(body?, options?)
c TextDecoder(encoding?)
c TextEncoder()
c URL(url, base?)
c URLSearchParams(init?)
c WebSocket(url, protocols?)
c Worker(url, options?)
c XMLHttpRequest()
f atob(text) -> string
f btoa(text) -> string
f alert(message)
f confirm(message) -> boolean
f prompt(message, value?) -> string
f cancelAnimationFrame(id)
f clearInterval(id)
f clearTimeout(id)
f decodeURI(text) -> string
f decodeURIComponent(text) -> string
f encodeURI(text) -> string
f encodeURIComponent(text) -> string
f fetch(url, options?) -> Promise<Response>
f getComputedStyle(element) -> CSSStyleDeclaration
f isFinite(value) -> boolean
f isNaN(value) -> boolean
f matchMedia(query) -> MediaQueryList
f parseFloat(text) -> number
f parseInt(text, radix?) -> number
f queueMicrotask(action)
f requestAnimationFrame((time) => void) -> number
f requestIdleCallback(action) -> number
f require(module)
f setImmediate(action, ...args)
f setInterval(action, ms, ...args) -> number
f setTimeout(action, ms, ...args) -> number
f structuredClone(value)
n Atomics
n CSS
n Intl
n JSON
n Math
n Reflect
v console -> Console
v crypto -> Crypto
v document -> Document
v exports
v global
v globalThis -> Window
v history -> History
v localStorage -> Storage
v location -> Location
v module
v navigator -> Navigator
v performance -> Performance
v process -> Process
v self -> Window
v sessionStorage -> Storage
v window -> Window
k Infinity -> number
k NaN -> number
k __dirname -> string
k __filename -> string`
