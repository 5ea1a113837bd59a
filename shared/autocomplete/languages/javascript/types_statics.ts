const ERROR = `
m captureStackTrace(target)
p stackTraceLimit -> number`

const TYPED_ARRAY = `
k BYTES_PER_ELEMENT -> number
m from(items, (value) => item)
m of(...items)`

/** The members of the language's classes and namespaces themselves. */
export const STATIC_TYPES: Readonly<Record<string, string>> = {
  'type Math': `
k E -> number
k LN10 -> number
k LN2 -> number
k LOG10E -> number
k LOG2E -> number
k PI -> number
k SQRT1_2 -> number
k SQRT2 -> number
m abs(x) -> number
m acos(x) -> number
m acosh(x) -> number
m asin(x) -> number
m asinh(x) -> number
m atan(x) -> number
m atan2(y, x) -> number
m atanh(x) -> number
m cbrt(x) -> number
m ceil(x) -> number
m clz32(x) -> number
m cos(x) -> number
m cosh(x) -> number
m exp(x) -> number
m expm1(x) -> number
m floor(x) -> number
m fround(x) -> number
m hypot(...values) -> number
m imul(a, b) -> number
m log(x) -> number
m log10(x) -> number
m log1p(x) -> number
m log2(x) -> number
m max(...values) -> number
m min(...values) -> number
m pow(base, exponent) -> number
m random() -> number
m round(x) -> number
m sign(x) -> number
m sin(x) -> number
m sinh(x) -> number
m sqrt(x) -> number
m tan(x) -> number
m tanh(x) -> number
m trunc(x) -> number`,
  'type Object': `
m assign(target, ...sources)
m create(prototype, properties?)
m defineProperties(object, properties)
m defineProperty(object, key, descriptor)
m entries(object) -> Array<Array>
m freeze(object)
m fromEntries(entries)
m getOwnPropertyDescriptor(object, key)
m getOwnPropertyNames(object) -> string[]
m getOwnPropertySymbols(object) -> symbol[]
m getPrototypeOf(object)
m groupBy(items, (item) => key)
m hasOwn(object, key) -> boolean
m is(a, b) -> boolean
m isExtensible(object) -> boolean
m isFrozen(object) -> boolean
m isSealed(object) -> boolean
m keys(object) -> string[]
m preventExtensions(object)
m seal(object)
m setPrototypeOf(object, prototype)
m values(object) -> Array`,
  'type JSON': `
m parse(text, reviver?)
m stringify(value, replacer?, space?) -> string`,
  'type Array': `
m from(items, (value, index) => item) -> Array
m fromAsync(items) -> Promise<Array>
m isArray(value) -> boolean
m of(...items) -> Array`,
  'type Promise': `
m all(promises) -> Promise<Array>
m allSettled(promises) -> Promise<Array>
m any(promises) -> Promise
m race(promises) -> Promise
m reject(reason) -> Promise
m resolve(value) -> Promise
m try(action) -> Promise
m withResolvers()`,
  'type Number': `
k EPSILON -> number
k MAX_SAFE_INTEGER -> number
k MAX_VALUE -> number
k MIN_SAFE_INTEGER -> number
k MIN_VALUE -> number
k NEGATIVE_INFINITY -> number
k NaN -> number
k POSITIVE_INFINITY -> number
m isFinite(value) -> boolean
m isInteger(value) -> boolean
m isNaN(value) -> boolean
m isSafeInteger(value) -> boolean
m parseFloat(text) -> number
m parseInt(text, radix?) -> number`,
  'type String': `
m fromCharCode(...units) -> string
m fromCodePoint(...points) -> string
m raw(strings, ...values) -> string`,
  'type Symbol': `
k asyncIterator -> symbol
k hasInstance -> symbol
k iterator -> symbol
k species -> symbol
k toPrimitive -> symbol
k toStringTag -> symbol
m for(key) -> symbol
m keyFor(symbol) -> string`,
  'type BigInt': `
m asIntN(bits, value) -> bigint
m asUintN(bits, value) -> bigint`,
  'type Date': `
m UTC(year, month?, day?, hours?, minutes?, seconds?, ms?) -> number
m now() -> number
m parse(text) -> number`,
  'type Map': `
m groupBy(items, (item) => key) -> Map`,
  'type Proxy': `
m revocable(target, handler)`,
  'type Reflect': `
m apply(target, thisArg, args)
m construct(target, args)
m defineProperty(target, key, descriptor) -> boolean
m deleteProperty(target, key) -> boolean
m get(target, key)
m getPrototypeOf(target)
m has(target, key) -> boolean
m ownKeys(target) -> string[]
m set(target, key, value) -> boolean`,
  'type Intl': `
c Collator(locales?, options?)
c DateTimeFormat(locales?, options?)
c ListFormat(locales?, options?)
c NumberFormat(locales?, options?)
c PluralRules(locales?, options?)
c RelativeTimeFormat(locales?, options?)
c Segmenter(locales?, options?)
m getCanonicalLocales(locales) -> string[]
m supportedValuesOf(key) -> string[]`,
  'type Atomics': `
m add(array, index, value) -> number
m compareExchange(array, index, expected, value) -> number
m load(array, index) -> number
m notify(array, index, count?) -> number
m store(array, index, value) -> number
m sub(array, index, value) -> number
m wait(array, index, value, timeout?) -> string`,
  'type ArrayBuffer': `
m isView(value) -> boolean`,
  'type Iterator': `
m from(items) -> Iterator`,
  'type Error': ERROR,
  'type TypeError': ERROR,
  'type RangeError': ERROR,
  'type Uint8Array': TYPED_ARRAY,
  'type Int8Array': TYPED_ARRAY,
  'type Uint16Array': TYPED_ARRAY,
  'type Int16Array': TYPED_ARRAY,
  'type Uint32Array': TYPED_ARRAY,
  'type Int32Array': TYPED_ARRAY,
  'type Float32Array': TYPED_ARRAY,
  'type Float64Array': TYPED_ARRAY,
  'type URL': `
m canParse(url, base?) -> boolean
m createObjectURL(blob) -> string
m parse(url, base?) -> URL
m revokeObjectURL(url)`,
  'type AbortSignal': `
m abort(reason?) -> AbortSignal
m any(signals) -> AbortSignal
m timeout(ms) -> AbortSignal`,
  'type Response': `
m error() -> Response
m json(data, options?) -> Response
m redirect(url, status?) -> Response`,
  'type Buffer': `
m alloc(size, fill?) -> Buffer
m allocUnsafe(size) -> Buffer
m byteLength(value, encoding?) -> number
m compare(a, b) -> number
m concat(buffers, length?) -> Buffer
m from(data, encoding?) -> Buffer
m isBuffer(value) -> boolean
m isEncoding(encoding) -> boolean`,
  'type WebSocket': `
k CLOSED -> number
k CLOSING -> number
k CONNECTING -> number
k OPEN -> number`,
  'type CSS': `
m escape(text) -> string
m supports(condition) -> boolean`,
  'type Notification': `
p permission -> string
m requestPermission() -> Promise<string>`,
}
