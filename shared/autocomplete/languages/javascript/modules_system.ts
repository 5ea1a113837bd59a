/** What Node's modules for files, paths, processes and utilities export. */
export const SYSTEM_MODULES: Readonly<Record<string, string>> = {
  fs: `
f access(path, mode?, (error) => void)
f accessSync(path, mode?)
f appendFile(path, data, options?, (error) => void)
f appendFileSync(path, data, options?)
f chmod(path, mode, (error) => void)
f chmodSync(path, mode)
f copyFile(from, to, mode?, (error) => void)
f copyFileSync(from, to, mode?)
f cp(from, to, options?, (error) => void)
f cpSync(from, to, options?)
f mkdir(path, options?, (error) => void)
f mkdirSync(path, options?)
f mkdtemp(prefix, (error, result) => void)
f mkdtempSync(prefix) -> string
f readFile(path, encoding?, (error, result) => void)
f readFileSync(path, encoding?) -> string
f readdir(path, options?, (error, result) => void)
f readdirSync(path, options?) -> string[]
f realpath(path, (error, result) => void)
f realpathSync(path) -> string
f rename(from, to, (error) => void)
f renameSync(from, to)
f rm(path, options?, (error) => void)
f rmSync(path, options?)
f rmdir(path, (error) => void)
f rmdirSync(path)
f stat(path, (error, result) => void)
f statSync(path) -> Stats
f lstat(path, (error, result) => void)
f lstatSync(path) -> Stats
f symlink(target, path, (error) => void)
f symlinkSync(target, path)
f truncate(path, length?, (error) => void)
f truncateSync(path, length?)
f unlink(path, (error) => void)
f unlinkSync(path)
f utimes(path, atime, mtime, (error) => void)
f utimesSync(path, atime, mtime)
f writeFile(path, data, options?, (error) => void)
f writeFileSync(path, data, options?)
f createReadStream(path, options?) -> Readable
f createWriteStream(path, options?) -> Writable
f existsSync(path) -> boolean
f watch(path, listener)
f openSync(path, flags?) -> number
f closeSync(fd)
f readSync(fd, buffer) -> number
f writeSync(fd, data) -> number
n promises
n constants`,
  'fs/promises': `
f access(path, mode?) -> Promise
f appendFile(path, data, options?) -> Promise
f chmod(path, mode) -> Promise
f copyFile(from, to, mode?) -> Promise
f cp(from, to, options?) -> Promise
f mkdir(path, options?) -> Promise
f mkdtemp(prefix) -> Promise<string>
f readFile(path, encoding?) -> Promise<string>
f readdir(path, options?) -> Promise<string[]>
f realpath(path) -> Promise<string>
f rename(from, to) -> Promise
f rm(path, options?) -> Promise
f rmdir(path) -> Promise
f stat(path) -> Promise<Stats>
f lstat(path) -> Promise<Stats>
f symlink(target, path) -> Promise
f truncate(path, length?) -> Promise
f unlink(path) -> Promise
f utimes(path, atime, mtime) -> Promise
f writeFile(path, data, options?) -> Promise
f open(path, flags?) -> Promise
f watch(path, options?) -> AsyncIterator
f opendir(path) -> Promise`,
  path: `
f basename(path, suffix?) -> string
f dirname(path) -> string
f extname(path) -> string
f format(parts) -> string
f isAbsolute(path) -> boolean
f join(...parts) -> string
f normalize(path) -> string
f parse(path) -> ParsedPath
f relative(from, to) -> string
f resolve(...parts) -> string
k delimiter -> string
k sep -> string
n posix
n win32`,
  os: `
f arch() -> string
f availableParallelism() -> number
f cpus() -> Array
f freemem() -> number
f homedir() -> string
f hostname() -> string
f loadavg() -> number[]
f networkInterfaces()
f platform() -> string
f release() -> string
f tmpdir() -> string
f totalmem() -> number
f type() -> string
f uptime() -> number
f userInfo()
k EOL -> string
n constants`,
  url: `
c URL(url, base?)
c URLSearchParams(init?)
f fileURLToPath(url) -> string
f pathToFileURL(path) -> URL
f format(url) -> string
f parse(url)`,
  util: `
c TextDecoder(encoding?)
c TextEncoder()
f callbackify(action) -> Function
f debuglog(section) -> Function
f deprecate(action, message) -> Function
f format(template, ...values) -> string
f inherits(constructor, base)
f inspect(value, options?) -> string
f isDeepStrictEqual(a, b) -> boolean
f parseArgs(options?)
f promisify(action) -> Function
f stripVTControlCharacters(text) -> string
f styleText(style, text) -> string
n types`,
  events: `
c EventEmitter(options?)
f on(emitter, event) -> AsyncIterator
f once(emitter, event) -> Promise<Array>
f setMaxListeners(count, ...targets)`,
  child_process: `
c ChildProcess
f exec(command, options?, (error, stdout, stderr) => void) -> ChildProcess
f execFile(file, args?, options?) -> ChildProcess
f execFileSync(file, args?, options?) -> string
f execSync(command, options?) -> string
f fork(module, args?, options?) -> ChildProcess
f spawn(command, args?, options?) -> ChildProcess
f spawnSync(command, args?, options?)`,
  process: `
f cwd() -> string
f exit(code?)
f nextTick(action)
v argv -> string[]
v env -> Record<string, string>
v stdin -> Readable
v stdout -> Writable
v stderr -> Writable`,
  module: `
f createRequire(url) -> Function
f isBuiltin(name) -> boolean
k builtinModules -> string[]`,
  vm: `
c Script(code)
f createContext(object?)
f runInContext(code, context)
f runInNewContext(code, object?)`,
}
