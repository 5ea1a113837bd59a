/** Modules for files, processes, the network and the system. */
export const SYSTEM_MODULES: Readonly<Record<string, string>> = {
  os: `
n path
v environ -> dict
f getcwd() -> str
f listdir(path='.') -> list[str]
f makedirs(name, mode=0o777, exist_ok=False)
f mkdir(path, mode=0o777)
f remove(path)
f rename(src, dst)
f replace(src, dst)
f rmdir(path)
f removedirs(name)
f unlink(path)
f walk(top, topdown=True)
f scandir(path='.')
f chdir(path)
f chmod(path, mode)
f stat(path)
f getenv(key, default=None) -> str
f putenv(key, value)
f getpid() -> int
f getppid() -> int
f cpu_count() -> int
f kill(pid, sig)
f system(command) -> int
f urandom(size) -> bytes
f access(path, mode)
f symlink(src, dst)
f readlink(path) -> str
f utime(path, times=None)
f open(path, flags, mode=0o777) -> int
f close(fd)
f fsync(fd)
f pipe() -> tuple
f fork() -> int
f get_terminal_size()
c PathLike
k sep -> str
k linesep -> str
k pathsep -> str
k name -> str
k devnull -> str
k curdir -> str
k O_RDONLY -> int
k O_WRONLY -> int
k O_RDWR -> int
k O_CREAT -> int
`,
  'os.path': `
f join(path, *paths) -> str
f exists(path)
f basename(path) -> str
f dirname(path) -> str
f abspath(path) -> str
f isfile(path)
f isdir(path)
f splitext(path) -> tuple[str]
f split(path) -> tuple[str]
f getsize(path) -> int
f getmtime(path) -> float
f getctime(path) -> float
f expanduser(path) -> str
f expandvars(path) -> str
f realpath(path) -> str
f relpath(path, start=None) -> str
f normpath(path) -> str
f isabs(path)
f islink(path)
f commonpath(paths) -> str
f commonprefix(list) -> str
f samefile(path1, path2)
k sep -> str
`,
  sys: `
v argv -> list[str]
f exit(code=None)
v path -> list[str]
v stdin -> file
v stdout -> file
v stderr -> file
k version -> str
k version_info
k platform -> str
k executable -> str
k maxsize -> int
k byteorder -> str
v modules -> dict
f getsizeof(obj, default) -> int
f getrecursionlimit() -> int
f setrecursionlimit(limit)
f exc_info() -> tuple
f intern(string) -> str
f getdefaultencoding() -> str
f gettrace()
f settrace(function)
f excepthook(type, value, traceback)
`,
  pathlib: `
c Path(*parts)
c PurePath(*parts) -> Path
c PosixPath(*parts) -> Path
c WindowsPath(*parts) -> Path
c PurePosixPath(*parts) -> Path
`,
  subprocess: `
f run(args, *, input=None, capture_output=False, text=None, check=False, cwd=None, env=None, timeout=None, shell=False) -> CompletedProcess
f check_output(args, *, text=None, cwd=None, timeout=None) -> bytes
f check_call(args, *, cwd=None, timeout=None) -> int
f call(args) -> int
c Popen(args, stdin=None, stdout=None, stderr=None, text=None, cwd=None, env=None)
c CompletedProcess
c CalledProcessError(returncode, cmd) -> exception
c TimeoutExpired(cmd, timeout) -> exception
k PIPE
k DEVNULL
k STDOUT
`,
  shutil: `
f copy(src, dst) -> str
f copy2(src, dst) -> str
f copyfile(src, dst) -> str
f copytree(src, dst, dirs_exist_ok=False) -> str
f copyfileobj(fsrc, fdst)
f move(src, dst) -> str
f rmtree(path, ignore_errors=False)
f which(cmd) -> str
f disk_usage(path)
f make_archive(base_name, format, root_dir=None) -> str
f unpack_archive(filename, extract_dir=None)
f get_terminal_size(fallback=(80, 24))
`,
  tempfile: `
c TemporaryDirectory(suffix=None, prefix=None, dir=None)
c NamedTemporaryFile(mode='w+b', suffix=None, prefix=None, dir=None, delete=True) -> file
c TemporaryFile(mode='w+b') -> file
c SpooledTemporaryFile(max_size=0, mode='w+b') -> file
f mkdtemp(suffix=None, prefix=None, dir=None) -> str
f mkstemp(suffix=None, prefix=None, dir=None) -> tuple
f gettempdir() -> str
`,
  io: String.raw`
c StringIO(initial_value='', newline='\n') -> file
c BytesIO(initial_bytes=b'') -> file
c TextIOWrapper(buffer, encoding=None) -> file
c BufferedReader(raw) -> file
c BufferedWriter(raw) -> file
c IOBase
f open(file, mode='r', encoding=None) -> file
k SEEK_SET -> int
k SEEK_CUR -> int
k SEEK_END -> int
k DEFAULT_BUFFER_SIZE -> int
`,
  glob: `
f glob(pathname, *, root_dir=None, recursive=False) -> list[str]
f iglob(pathname, *, root_dir=None, recursive=False) -> list[str]
f escape(pathname) -> str
`,
  socket: `
c socket(family=AF_INET, type=SOCK_STREAM)
f create_connection(address, timeout=None) -> socket
f create_server(address) -> socket
f gethostname() -> str
f gethostbyname(hostname) -> str
f getaddrinfo(host, port) -> list
f inet_aton(ip) -> bytes
f inet_ntoa(packed) -> str
f socketpair() -> tuple
k AF_INET
k AF_INET6
k AF_UNIX
k SOCK_STREAM
k SOCK_DGRAM
k SOL_SOCKET
k SO_REUSEADDR
k SHUT_RDWR
c timeout -> oserror
c gaierror -> oserror
`,
  urllib: 'n parse\nn request\nn error',
  'urllib.parse': `
f urlparse(url, scheme='')
f urlunparse(components) -> str
f urljoin(base, url) -> str
f urlencode(query, doseq=False) -> str
f urlsplit(url, scheme='')
f urlunsplit(components) -> str
f quote(string, safe='/') -> str
f quote_plus(string, safe='') -> str
f unquote(string) -> str
f unquote_plus(string) -> str
f parse_qs(qs) -> dict
f parse_qsl(qs) -> list
`,
  'urllib.request': `
f urlopen(url, data=None, timeout=None)
c Request(url, data=None, headers={}, method=None)
f urlretrieve(url, filename=None) -> tuple
f build_opener(*handlers)
`,
  'urllib.error': 'c URLError(reason) -> oserror\nc HTTPError(url, code, msg, hdrs, fp) -> oserror',
  http: 'n client\nn server\ne HTTPStatus',
  'http.server':
    'c HTTPServer(address, handler)\nc BaseHTTPRequestHandler\nc SimpleHTTPRequestHandler\nc ThreadingHTTPServer(address, handler)',
  'http.client': 'c HTTPConnection(host, port=None)\nc HTTPSConnection(host, port=None)\nc HTTPException',
  signal: `
f signal(signalnum, handler)
f alarm(seconds) -> int
f raise_signal(signum)
k SIGINT
k SIGTERM
k SIGKILL
k SIGHUP
k SIGCHLD
k SIG_IGN
k SIG_DFL
`,
  sqlite3: `
f connect(database, timeout=5.0) -> connection
c Connection -> connection
c Cursor -> cursor
c Row
c Error -> exception
c IntegrityError -> exception
c OperationalError -> exception
`,
  platform:
    'f system() -> str\nf machine() -> str\nf node() -> str\nf release() -> str\nf python_version() -> str\nf platform() -> str',
  getpass: "f getpass(prompt='Password: ') -> str\nf getuser() -> str",
  gzip: "f open(filename, mode='rb') -> file\nf compress(data) -> bytes\nf decompress(data) -> bytes",
  zipfile: "c ZipFile(file, mode='r')\nf is_zipfile(filename)\nk ZIP_DEFLATED",
  zlib: 'f compress(data, level=-1) -> bytes\nf decompress(data) -> bytes\nf crc32(data) -> int\nf adler32(data) -> int',
}
