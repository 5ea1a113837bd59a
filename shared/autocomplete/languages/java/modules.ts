import { LANG } from './builtins.ts'
import { TYPES } from './types.ts'

const list = (classes: string, interfaces = '', enums = ''): string =>
  [
    ...classes.split(' ').map((label) => `c ${label}`),
    ...interfaces.split(' ').map((label) => `i ${label}`),
    ...enums.split(' ').map((label) => `e ${label}`),
  ]
    .filter((line) => line.length > 2)
    .join('\n')

const PACKAGES: Readonly<Record<string, string>> = {
  'java.util': list(
    'ArrayList LinkedList ArrayDeque PriorityQueue HashMap LinkedHashMap TreeMap HashSet LinkedHashSet TreeSet EnumMap EnumSet BitSet Stack Vector WeakHashMap IdentityHashMap Optional OptionalInt OptionalDouble OptionalLong Scanner Random Arrays Collections Objects StringJoiner StringTokenizer UUID Date Calendar Locale Properties Timer TimerTask Base64 Currency IntSummaryStatistics DoubleSummaryStatistics AbstractMap AbstractList NoSuchElementException ConcurrentModificationException InputMismatchException EmptyStackException MissingResourceException',
    'List Map Set Queue Deque Collection Iterator ListIterator Comparator SortedMap SortedSet NavigableMap NavigableSet Spliterator PrimitiveIterator RandomAccess EventListener',
  ),
  'java.util.stream': list(
    'Collectors StreamSupport',
    'Stream IntStream LongStream DoubleStream Collector BaseStream',
  ),
  'java.util.function': list(
    '',
    'Function BiFunction Supplier Consumer BiConsumer Predicate BiPredicate UnaryOperator BinaryOperator IntFunction IntPredicate IntUnaryOperator IntBinaryOperator IntConsumer IntSupplier ToIntFunction ToLongFunction ToDoubleFunction BooleanSupplier DoubleFunction DoubleUnaryOperator LongFunction',
  ),
  'java.util.concurrent': list(
    'ConcurrentHashMap ConcurrentLinkedQueue ConcurrentLinkedDeque ConcurrentSkipListMap CopyOnWriteArrayList CompletableFuture Executors ThreadPoolExecutor ForkJoinPool CountDownLatch CyclicBarrier Semaphore ArrayBlockingQueue LinkedBlockingQueue LinkedBlockingDeque PriorityBlockingQueue FutureTask ThreadLocalRandom ExecutionException TimeoutException CancellationException RecursiveTask',
    'ExecutorService Executor ScheduledExecutorService Future Callable BlockingQueue BlockingDeque ConcurrentMap ThreadFactory',
    'TimeUnit',
  ),
  'java.util.concurrent.atomic': list(
    'AtomicInteger AtomicLong AtomicBoolean AtomicReference LongAdder AtomicIntegerArray',
  ),
  'java.util.concurrent.locks': list(
    'ReentrantLock ReentrantReadWriteLock StampedLock LockSupport',
    'Lock ReadWriteLock Condition',
  ),
  'java.util.regex': list('Pattern Matcher PatternSyntaxException', 'MatchResult'),
  'java.io': list(
    'File BufferedReader BufferedWriter InputStreamReader OutputStreamWriter FileReader FileWriter FileInputStream FileOutputStream BufferedInputStream BufferedOutputStream ByteArrayInputStream ByteArrayOutputStream DataInputStream DataOutputStream ObjectInputStream ObjectOutputStream PrintStream PrintWriter StringReader StringWriter InputStream OutputStream Reader Writer IOException UncheckedIOException FileNotFoundException EOFException',
    'Serializable Closeable Flushable',
  ),
  'java.nio.file': list(
    'Files Paths NoSuchFileException',
    'Path OpenOption',
    'StandardOpenOption StandardCopyOption',
  ),
  'java.nio.charset': list('Charset StandardCharsets'),
  'java.time': list(
    'LocalDate LocalTime LocalDateTime ZonedDateTime OffsetDateTime Instant Duration Period ZoneId ZoneOffset Year YearMonth Clock',
    '',
    'DayOfWeek Month',
  ),
  'java.time.format': list('DateTimeFormatter DateTimeParseException', '', 'FormatStyle TextStyle'),
  'java.time.temporal': list('TemporalAdjusters', 'Temporal TemporalUnit', 'ChronoUnit ChronoField'),
  'java.math': list('BigDecimal BigInteger MathContext', '', 'RoundingMode'),
  'java.net': list('URI URL InetAddress Socket ServerSocket URLEncoder URLDecoder URISyntaxException'),
  'java.net.http': list('HttpClient HttpRequest HttpResponse HttpHeaders HttpTimeoutException', 'WebSocket'),
  'java.text': list('DecimalFormat NumberFormat SimpleDateFormat MessageFormat'),
  'java.lang': list('Math String System Integer Long Double Character Boolean Thread Object'),
  'java.lang.annotation': list(
    '',
    'Annotation Retention Target Documented Inherited',
    'ElementType RetentionPolicy',
  ),
  'java.sql': list(
    'DriverManager SQLException Timestamp',
    'Connection Statement PreparedStatement ResultSet',
  ),
}

/** What belongs to classes themselves, for `import static`. */
const classModules = (): Record<string, string> => {
  const modules: Record<string, string> = {}
  for (const [name, lines] of Object.entries(PACKAGES)) {
    for (const line of lines.split('\n')) {
      const label = line.slice(2)
      const own = Object.hasOwn(TYPES, `type ${label}`) ? TYPES[`type ${label}`] : undefined
      if (own !== undefined) modules[`${name}.${label}`] = own
    }
  }
  return modules
}

/** What packages and classes offer to an import, by name. */
export const MODULES: Readonly<Record<string, string>> = { ...PACKAGES, ...classModules() }
/** The packages alone, the more used first. */
export const PACKAGE_LINES: Readonly<Record<string, string>> = PACKAGES

/** `java.lang`, and behind it what could be imported, each with its package. */
export const BUILTINS: string = [
  LANG,
  ...Object.entries(PACKAGES)
    .filter(([name]) => name !== 'java.lang')
    .map(([name, lines]) => lines.replace(/$/gm, ` ${name}`)),
].join('\n')
