/** Modules for numbers, text, time and data. */
export const DATA_MODULES: Readonly<Record<string, string>> = {
  re: `
f compile(pattern, flags=0) -> Pattern
f match(pattern, string, flags=0) -> Match
f search(pattern, string, flags=0) -> Match
f fullmatch(pattern, string, flags=0) -> Match
f findall(pattern, string, flags=0) -> list[str]
f finditer(pattern, string, flags=0) -> list[Match]
f sub(pattern, repl, string, count=0, flags=0) -> str
f subn(pattern, repl, string, count=0, flags=0) -> tuple
f split(pattern, string, maxsplit=0, flags=0) -> list[str]
f escape(pattern) -> str
c Pattern
c Match
c error -> exception
k IGNORECASE
k MULTILINE
k DOTALL
k VERBOSE
k ASCII
`,
  json: `
f loads(s, *, object_hook=None)
f dumps(obj, *, indent=None, sort_keys=False, ensure_ascii=True, default=None) -> str
f load(fp, *, object_hook=None)
f dump(obj, fp, *, indent=None, sort_keys=False, ensure_ascii=True, default=None)
c JSONDecodeError -> exception
c JSONEncoder
c JSONDecoder
`,
  math: `
f sqrt(x) -> float
k pi -> float
f floor(x) -> int
f ceil(x) -> int
f sin(x) -> float
f cos(x) -> float
f tan(x) -> float
f asin(x) -> float
f acos(x) -> float
f atan(x) -> float
f atan2(y, x) -> float
f exp(x) -> float
f log(x, base=e) -> float
f log2(x) -> float
f log10(x) -> float
f log1p(x) -> float
f pow(x, y) -> float
f hypot(*coordinates) -> float
f dist(p, q) -> float
f fabs(x) -> float
f factorial(n) -> int
f gcd(*integers) -> int
f lcm(*integers) -> int
f comb(n, k) -> int
f perm(n, k=None) -> int
f isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)
f isnan(x)
f isinf(x)
f isfinite(x)
f isqrt(n) -> int
f prod(iterable, *, start=1)
f fsum(iterable) -> float
f fmod(x, y) -> float
f modf(x) -> tuple
f trunc(x) -> int
f copysign(x, y) -> float
f degrees(x) -> float
f radians(x) -> float
k e -> float
k tau -> float
k inf -> float
k nan -> float
`,
  random: `
f random() -> float
f randint(a, b) -> int
f choice(seq)
f choices(population, weights=None, k=1) -> list
f shuffle(x)
f sample(population, k) -> list
f uniform(a, b) -> float
f randrange(start, stop, step=1) -> int
f seed(a=None)
f gauss(mu=0.0, sigma=1.0) -> float
f normalvariate(mu=0.0, sigma=1.0) -> float
f expovariate(lambd=1.0) -> float
f triangular(low=0.0, high=1.0) -> float
f getrandbits(k) -> int
f randbytes(n) -> bytes
c Random(seed=None)
c SystemRandom()
`,
  datetime: `
c datetime(year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
c date(year, month, day)
c timedelta(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)
c time(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
c timezone(offset, name=None)
c tzinfo
k UTC
`,
  time: `
f time() -> float
f sleep(seconds)
f perf_counter() -> float
f monotonic() -> float
f process_time() -> float
f time_ns() -> int
f perf_counter_ns() -> int
f strftime(format, t=None) -> str
f strptime(string, format)
f localtime(seconds=None)
f gmtime(seconds=None)
f mktime(t) -> float
f ctime(seconds=None) -> str
k timezone -> int
`,
  calendar:
    'f monthrange(year, month) -> tuple\nf isleap(year)\nf month(year, month) -> str\nf timegm(tuple) -> int\nv day_name\nv month_name',
  collections: `
c defaultdict(default_factory=None) -> dict
c Counter(iterable=None)
c deque(iterable=(), maxlen=None)
c OrderedDict(items=())
f namedtuple(typename, field_names, *, defaults=None)
c ChainMap(*maps) -> dict
c UserDict(dict=None) -> dict
c UserList(initlist=None) -> list
c UserString(seq) -> str
n abc
`,
  'collections.abc': `
i Iterable
i Iterator
i Sequence
i MutableSequence
i Mapping
i MutableMapping
i Set
i MutableSet
i Callable
i Collection
i Container
i Hashable
i Sized
i Generator
i Awaitable
i Coroutine
i AsyncIterable
i AsyncIterator
`,
  string: `
k ascii_letters -> str
k ascii_lowercase -> str
k ascii_uppercase -> str
k digits -> str
k hexdigits -> str
k octdigits -> str
k punctuation -> str
k printable -> str
k whitespace -> str
c Template(template)
c Formatter()
f capwords(s, sep=None) -> str
`,
  textwrap: `
f dedent(text) -> str
f indent(text, prefix) -> str
f wrap(text, width=70) -> list[str]
f fill(text, width=70) -> str
f shorten(text, width, *, placeholder=' [...]') -> str
c TextWrapper(width=70)
`,
  csv: `
f reader(csvfile, dialect='excel', *, delimiter=',')
f writer(csvfile, dialect='excel', *, delimiter=',') -> csvwriter
c DictReader(f, fieldnames=None, *, delimiter=',')
c DictWriter(f, fieldnames, *, delimiter=',') -> dictwriter
c Sniffer()
c Error -> exception
k QUOTE_ALL
k QUOTE_MINIMAL
k QUOTE_NONE
k QUOTE_NONNUMERIC
`,
  statistics: `
f mean(data)
f median(data)
f mode(data)
f stdev(data) -> float
f variance(data) -> float
f pstdev(data) -> float
f pvariance(data) -> float
f fmean(data, weights=None) -> float
f geometric_mean(data) -> float
f harmonic_mean(data) -> float
f median_low(data)
f median_high(data)
f multimode(data) -> list
f quantiles(data, *, n=4) -> list
f correlation(x, y) -> float
f linear_regression(x, y)
c NormalDist(mu=0.0, sigma=1.0)
c StatisticsError -> exception
`,
  decimal: `
c Decimal(value='0')
f getcontext()
f setcontext(ctx)
f localcontext(ctx=None)
c Context
c InvalidOperation -> exception
k ROUND_HALF_UP
k ROUND_HALF_EVEN
k ROUND_DOWN
k ROUND_UP
k ROUND_FLOOR
k ROUND_CEILING
`,
  fractions: 'c Fraction(numerator=0, denominator=1)',
  heapq: `
f heappush(heap, item)
f heappop(heap)
f heapify(x)
f heappushpop(heap, item)
f heapreplace(heap, item)
f nlargest(n, iterable, key=None) -> list
f nsmallest(n, iterable, key=None) -> list
f merge(*iterables, key=None, reverse=False)
`,
  bisect: `
f bisect(a, x, lo=0, hi=None) -> int
f bisect_left(a, x, lo=0, hi=None, *, key=None) -> int
f bisect_right(a, x, lo=0, hi=None, *, key=None) -> int
f insort(a, x, lo=0, hi=None, *, key=None)
f insort_left(a, x, lo=0, hi=None, *, key=None)
f insort_right(a, x, lo=0, hi=None, *, key=None)
`,
  struct: `
f pack(format, *values) -> bytes
f unpack(format, buffer) -> tuple
f calcsize(format) -> int
f pack_into(format, buffer, offset, *values)
f unpack_from(format, buffer, offset=0) -> tuple
f iter_unpack(format, buffer)
c Struct(format)
c error -> exception
`,
  hashlib: `
f sha256(data=b'') -> hash
f sha1(data=b'') -> hash
f sha512(data=b'') -> hash
f sha384(data=b'') -> hash
f md5(data=b'') -> hash
f blake2b(data=b'') -> hash
f blake2s(data=b'') -> hash
f sha3_256(data=b'') -> hash
f new(name, data=b'') -> hash
f pbkdf2_hmac(hash_name, password, salt, iterations) -> bytes
f scrypt(password, *, salt, n, r, p) -> bytes
v algorithms_available -> set
`,
  hmac: 'f new(key, msg=None, digestmod=None) -> hash\nf compare_digest(a, b)\nf digest(key, msg, digest) -> bytes',
  secrets:
    'f token_hex(nbytes=None) -> str\nf token_urlsafe(nbytes=None) -> str\nf token_bytes(nbytes=None) -> bytes\nf choice(sequence)\nf randbelow(n) -> int\nf compare_digest(a, b)',
  base64: `
f b64encode(s) -> bytes
f b64decode(s) -> bytes
f urlsafe_b64encode(s) -> bytes
f urlsafe_b64decode(s) -> bytes
f b32encode(s) -> bytes
f b32decode(s) -> bytes
f b16encode(s) -> bytes
f b16decode(s) -> bytes
f b85encode(b) -> bytes
`,
  binascii:
    'f hexlify(data) -> bytes\nf unhexlify(hexstr) -> bytes\nf crc32(data) -> int\nc Error -> exception',
  uuid: `
f uuid4() -> UUID
f uuid1() -> UUID
f uuid3(namespace, name) -> UUID
f uuid5(namespace, name) -> UUID
c UUID(hex=None)
k NAMESPACE_DNS -> UUID
k NAMESPACE_URL -> UUID
`,
  pickle: `
f dumps(obj, protocol=None) -> bytes
f loads(data)
f dump(obj, file, protocol=None)
f load(file)
k HIGHEST_PROTOCOL -> int
c PickleError -> exception
c UnpicklingError -> exception
`,
  copy: 'f copy(x)\nf deepcopy(x, memo=None)\nc Error -> exception',
  pprint:
    'f pprint(object, stream=None, indent=1, width=80)\nf pformat(object, indent=1, width=80) -> str\nf pp(object)\nc PrettyPrinter(indent=1, width=80)',
  cmath: 'f sqrt(x)\nf exp(x)\nf phase(x) -> float\nf polar(x) -> tuple\nf rect(r, phi)\nk pi -> float',
  array: 'c array(typecode, initializer=()) -> list',
  unicodedata:
    'f normalize(form, unistr) -> str\nf name(chr) -> str\nf category(chr) -> str\nf lookup(name) -> str',
  difflib:
    'f unified_diff(a, b)\nf ndiff(a, b)\nf get_close_matches(word, possibilities, n=3, cutoff=0.6) -> list[str]\nc SequenceMatcher(isjunk=None, a, b)\nc Differ()',
}
