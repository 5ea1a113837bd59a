/** What Node's other modules export. */
export const TOOL_MODULES: Readonly<Record<string, string>> = {
  http: `
c Agent(options?)
c IncomingMessage
c Server
c ServerResponse
f createServer(options?, (request, response) => void) -> Server
f get(url, options?, (response) => void)
f request(url, options?, (response) => void)
k METHODS -> string[]
k STATUS_CODES
v globalAgent`,
  https: `
c Agent(options?)
c Server
f createServer(options?, (request, response) => void) -> Server
f get(url, options?, (response) => void)
f request(url, options?, (response) => void)
v globalAgent`,
  'node:crypto': `
f createCipheriv(algorithm, key, iv)
f createDecipheriv(algorithm, key, iv)
f createHash(algorithm) -> Hash
f createHmac(algorithm, key) -> Hash
f createSign(algorithm)
f createVerify(algorithm)
f generateKeyPairSync(type, options)
f getHashes() -> string[]
f hash(algorithm, data, encoding?) -> string
f hkdfSync(digest, key, salt, info, length) -> ArrayBuffer
f pbkdf2Sync(password, salt, iterations, length, digest) -> Buffer
f randomBytes(size) -> Buffer
f randomInt(min, max) -> number
f randomUUID() -> string
f scrypt(password, salt, length, (error, key) => void)
f scryptSync(password, salt, length) -> Buffer
f timingSafeEqual(a, b) -> boolean
v subtle
v webcrypto -> Crypto`,
  stream: `
c Duplex(options?)
c PassThrough(options?)
c Readable(options?)
c Transform(options?)
c Writable(options?)
f addAbortSignal(signal, stream)
f finished(stream, (error) => void)
f pipeline(...streams, (error) => void)`,
  'stream/promises': `
f finished(stream) -> Promise
f pipeline(...streams) -> Promise`,
  assert: `
f deepEqual(actual, expected, message?)
f deepStrictEqual(actual, expected, message?)
f doesNotThrow(action, message?)
f equal(actual, expected, message?)
f fail(message?)
f ifError(value)
f match(text, pattern, message?)
f notDeepStrictEqual(actual, expected, message?)
f notStrictEqual(actual, expected, message?)
f ok(value, message?)
f rejects(promise, error?) -> Promise
f strictEqual(actual, expected, message?)
f throws(action, error?)
c AssertionError(options)
n strict`,
  'assert/strict': `
f deepEqual(actual, expected, message?)
f deepStrictEqual(actual, expected, message?)
f doesNotThrow(action, message?)
f equal(actual, expected, message?)
f fail(message?)
f ifError(value)
f match(text, pattern, message?)
f notDeepStrictEqual(actual, expected, message?)
f notStrictEqual(actual, expected, message?)
f ok(value, message?)
f rejects(promise, error?) -> Promise
f strictEqual(actual, expected, message?)
f throws(action, error?)
c AssertionError(options)`,
  readline: `
f clearLine(stream, direction)
f createInterface(options) -> ReadlineInterface
f cursorTo(stream, x, y?)
f emitKeypressEvents(stream)
f moveCursor(stream, dx, dy)
n promises`,
  'readline/promises': `
f createInterface(options) -> ReadlineInterface`,
  'timers/promises': `
f setImmediate(value?) -> Promise
f setInterval(ms, value?) -> AsyncIterator
f setTimeout(ms, value?) -> Promise
v scheduler`,
  timers: `
f clearImmediate(id)
f clearInterval(id)
f clearTimeout(id)
f setImmediate(action)
f setInterval(action, ms)
f setTimeout(action, ms)`,
  worker_threads: `
c MessageChannel()
c MessagePort
c Worker(file, options?)
k isMainThread -> boolean
k threadId -> number
v parentPort
v workerData`,
  zlib: `
f brotliCompressSync(data) -> Buffer
f brotliDecompressSync(data) -> Buffer
f createBrotliCompress(options?)
f createDeflate(options?)
f createGunzip(options?)
f createGzip(options?)
f createInflate(options?)
f deflateSync(data) -> Buffer
f gunzip(data, (error, result) => void)
f gunzipSync(data) -> Buffer
f gzip(data, (error, result) => void)
f gzipSync(data) -> Buffer
f inflateSync(data) -> Buffer
n constants`,
  net: `
c Server
c Socket(options?)
f connect(port, host?)
f createConnection(options)
f createServer((socket) => void) -> Server
f isIP(text) -> number
f isIPv4(text) -> boolean
f isIPv6(text) -> boolean`,
  dns: `
f lookup(host, (error, address) => void)
f resolve(host, (error, records) => void)
n promises`,
  perf_hooks: `
c PerformanceObserver(callback)
v performance -> Performance`,
  buffer: `
c Blob(parts, options?)
c Buffer
c File(parts, name)`,
  async_hooks: `
c AsyncLocalStorage()
c AsyncResource(type)`,
  string_decoder: `
c StringDecoder(encoding?)`,
  test: `
f after(action)
f afterEach(action)
f before(action)
f beforeEach(action)
f describe(name, action)
f it(name, action)
f test(name, action) -> Promise
v mock`,
}
