import type { Heads } from '../braces/library_types.ts'
import { COLLECTION_TYPES } from './types_collections.ts'
import { IO_TYPES } from './types_io.ts'
import { LANG_TYPES } from './types_lang.ts'
import { STREAM_TYPES } from './types_streams.ts'

/** The members of the library's types. */
export const TYPES: Readonly<Record<string, string>> = {
  ...LANG_TYPES,
  ...COLLECTION_TYPES,
  ...STREAM_TYPES,
  ...IO_TYPES,
}

const all = (names: string, head: string): Record<string, string> =>
  Object.fromEntries(names.split(' ').map((name) => [name, head]))

/** The types' own parameters, and what they extend. */
export const HEADS: Heads = {
  ...all('String StringBuilder StringBuffer', ' : CharSequence; Object'),
  StringBuffer: ' : StringBuilder',
  '[]': 'T',
  ...all('Integer Long Double Float Short Byte', ' : Number; Object'),
  ...all(
    'Character Boolean Number Thread Scanner Random Throwable Pattern Matcher UUID BigInteger BigDecimal',
    ' : Object',
  ),
  ...all('PrintStream BufferedReader File Path LocalDate LocalDateTime Instant Duration', ' : Object'),
  ...all(
    'Iterable Comparable Comparator Class Supplier Consumer Predicate UnaryOperator BinaryOperator',
    'T',
  ),
  ...all('Optional Stream CompletableFuture', 'T : Object'),
  HttpResponse: 'T',
  Enum: 'E : Object',
  ...all('Iterator', 'E'),
  ListIterator: 'E : Iterator<E>',
  Collection: 'E : Iterable<E>; Object',
  ...all('List Set Queue', 'E : Collection<E>'),
  ...all('SortedSet', 'E : Set<E>'),
  NavigableSet: 'E : SortedSet<E>',
  ...all('ArrayList CopyOnWriteArrayList Vector AbstractList', 'E : List<E>'),
  LinkedList: 'E : List<E>; Deque<E>',
  Stack: 'E : List<E>',
  Deque: 'E : Queue<E>',
  ...all('ArrayDeque ConcurrentLinkedDeque BlockingDeque', 'E : Deque<E>'),
  ...all('PriorityQueue ConcurrentLinkedQueue', 'E : Queue<E>'),
  BlockingQueue: 'E : Queue<E>',
  ...all(
    'ArrayBlockingQueue LinkedBlockingQueue PriorityBlockingQueue LinkedBlockingDeque',
    'E : BlockingQueue<E>',
  ),
  ...all('HashSet LinkedHashSet EnumSet', 'E : Set<E>'),
  TreeSet: 'E : NavigableSet<E>',
  Map: 'K, V : Object',
  ...all(
    'HashMap LinkedHashMap EnumMap ConcurrentHashMap ConcurrentMap WeakHashMap AbstractMap',
    'K, V : Map<K, V>',
  ),
  TreeMap: 'K, V : Map<K, V>',
  ...all('SortedMap NavigableMap ConcurrentSkipListMap', 'K, V : TreeMap<K, V>'),
  Entry: 'K, V : Object',
  Function: 'T, R',
  BiFunction: 'T, U, R',
  ...all('BiConsumer BiPredicate', 'T, U'),
  ToIntFunction: 'T',
  IntFunction: 'R',
  ...all('Callable Future AtomicReference', 'V'),
  ScheduledExecutorService: ' : ExecutorService',
  ReentrantLock: ' : Lock',
  ReentrantReadWriteLock: ' : ReadWriteLock',
  ...all('InputStreamReader FileReader StringReader', ' : Reader'),
  ...all('FileWriter StringWriter OutputStreamWriter', ' : Writer'),
  PrintWriter: ' : PrintStream; Writer',
  ...all('FileInputStream BufferedInputStream ByteArrayInputStream', ' : InputStream'),
  ...all('FileOutputStream BufferedOutputStream ByteArrayOutputStream', ' : OutputStream'),
}

const PRIMITIVE = /^(?:int|long|short|byte|char|float|double|boolean)$/
/** Of these nothing is said one by one. */
const EXCEPTION = /(?:Exception|Error)$/

/** A library type's head; every exception is a Throwable. */
export const linesOf = (name: string, fixed: boolean): string | null => {
  const key = fixed ? `type ${name}` : name
  if (Object.hasOwn(TYPES, key)) return TYPES[key] ?? null
  if (fixed) return null
  // Of an int nothing is a member, and that is known.
  if (PRIMITIVE.test(name)) return ''
  if (EXCEPTION.test(name)) return TYPES.Throwable ?? null
  return Object.hasOwn(HEADS, name) ? '' : null
}
