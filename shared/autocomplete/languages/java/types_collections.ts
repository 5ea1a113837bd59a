/** Members of java.util's types. */
export const COLLECTION_TYPES: Readonly<Record<string, string>> = {
  Collection: `
m add(E element) -> boolean
m remove(Object element) -> boolean
m size() -> int
m isEmpty() -> boolean
m contains(Object element) -> boolean
m stream() -> Stream<E>
m addAll(Collection<E> other) -> boolean
m removeAll(Collection<E> other) -> boolean
m retainAll(Collection<E> other) -> boolean
m containsAll(Collection<E> other) -> boolean
m removeIf(Predicate<E> filter) -> boolean
m clear()
m forEach(Consumer<E> action)
m iterator() -> Iterator<E>
m toArray() -> Object[]
m parallelStream() -> Stream<E>
`,
  List: `
m get(int index) -> E
m set(int index, E element) -> E
m indexOf(Object element) -> int
m lastIndexOf(Object element) -> int
m subList(int from, int to) -> List<E>
m sort(Comparator<E> order)
m replaceAll(UnaryOperator<E> operator)
m getFirst() -> E
m getLast() -> E
m removeFirst() -> E
m removeLast() -> E
m addFirst(E element)
m addLast(E element)
m reversed() -> List<E>
m listIterator() -> ListIterator<E>
`,
  'type List': `
f of(E... elements) -> List<E>
f copyOf(Collection<E> other) -> List<E>
`,
  'type Set': `
f of(E... elements) -> Set<E>
f copyOf(Collection<E> other) -> Set<E>
`,
  'type Map': `
f of(K key, V value) -> Map<K, V>
f entry(K key, V value) -> Map.Entry<K, V>
f ofEntries(Map.Entry<K, V>... entries) -> Map<K, V>
f copyOf(Map<K, V> other) -> Map<K, V>
i Entry
`,
  SortedSet: `
m first() -> E
m last() -> E
m headSet(E to) -> SortedSet<E>
m tailSet(E from) -> SortedSet<E>
m subSet(E from, E to) -> SortedSet<E>
`,
  NavigableSet: `
m floor(E element) -> E
m ceiling(E element) -> E
m lower(E element) -> E
m higher(E element) -> E
m pollFirst() -> E
m pollLast() -> E
m descendingSet() -> NavigableSet<E>
m descendingIterator() -> Iterator<E>
`,
  ArrayList: `
m ensureCapacity(int minimum)
m trimToSize()
`,
  LinkedList: `

`,
  Queue: `
m offer(E element) -> boolean
m poll() -> E
m peek() -> E
m element() -> E
m remove() -> E
`,
  Deque: `
m push(E element)
m pop() -> E
m peekFirst() -> E
m peekLast() -> E
m pollFirst() -> E
m pollLast() -> E
m offerFirst(E element) -> boolean
m offerLast(E element) -> boolean
m addFirst(E element)
m addLast(E element)
m getFirst() -> E
m getLast() -> E
m removeFirst() -> E
m removeLast() -> E
m descendingIterator() -> Iterator<E>
`,
  Stack: `
m push(E element) -> E
m pop() -> E
m peek() -> E
m empty() -> boolean
m search(Object element) -> int
`,
  Map: `
m get(Object key) -> V
m put(K key, V value) -> V
m getOrDefault(Object key, V other) -> V
m containsKey(Object key) -> boolean
m containsValue(Object value) -> boolean
m remove(Object key) -> V
m size() -> int
m isEmpty() -> boolean
m keySet() -> Set<K>
m values() -> Collection<V>
m entrySet() -> Set<Map.Entry<K, V>>
m putIfAbsent(K key, V value) -> V
m computeIfAbsent(K key, Function<K, V> make) -> V
m computeIfPresent(K key, BiFunction<K, V, V> change) -> V
m compute(K key, BiFunction<K, V, V> change) -> V
m merge(K key, V value, BiFunction<V, V, V> join) -> V
m forEach(BiConsumer<K, V> action)
m putAll(Map<K, V> other)
m replace(K key, V value) -> V
m replaceAll(BiFunction<K, V, V> change)
m clear()
`,
  TreeMap: `
m firstKey() -> K
m lastKey() -> K
m firstEntry() -> Map.Entry<K, V>
m lastEntry() -> Map.Entry<K, V>
m floorKey(K key) -> K
m ceilingKey(K key) -> K
m lowerKey(K key) -> K
m higherKey(K key) -> K
m floorEntry(K key) -> Map.Entry<K, V>
m ceilingEntry(K key) -> Map.Entry<K, V>
m pollFirstEntry() -> Map.Entry<K, V>
m pollLastEntry() -> Map.Entry<K, V>
m headMap(K to) -> SortedMap<K, V>
m tailMap(K from) -> SortedMap<K, V>
m descendingMap() -> NavigableMap<K, V>
m descendingKeySet() -> NavigableSet<K>
`,
  Entry: `
m getKey() -> K
m getValue() -> V
m setValue(V value) -> V
`,
  'type Entry': `
f comparingByKey() -> Comparator<Map.Entry<K, V>>
f comparingByValue() -> Comparator<Map.Entry<K, V>>
`,
  Iterator: `
m hasNext() -> boolean
m next() -> E
m remove()
m forEachRemaining(Consumer<E> action)
`,
  ListIterator: `
m hasPrevious() -> boolean
m previous() -> E
m nextIndex() -> int
m previousIndex() -> int
m set(E element)
m add(E element)
`,
  Comparator: `
m compare(T a, T b) -> int
m reversed() -> Comparator<T>
m thenComparing(Function<T, U> key) -> Comparator<T>
m thenComparingInt(ToIntFunction<T> key) -> Comparator<T>
m thenComparingDouble(ToDoubleFunction<T> key) -> Comparator<T>
`,
  'type Comparator': `
f comparing(Function<T, U> key) -> Comparator<T>
f comparingInt(ToIntFunction<T> key) -> Comparator<T>
f comparingLong(ToLongFunction<T> key) -> Comparator<T>
f comparingDouble(ToDoubleFunction<T> key) -> Comparator<T>
f naturalOrder() -> Comparator<T>
f reverseOrder() -> Comparator<T>
f nullsFirst(Comparator<T> order) -> Comparator<T>
f nullsLast(Comparator<T> order) -> Comparator<T>
`,
  Optional: `
m get() -> T
m isPresent() -> boolean
m isEmpty() -> boolean
m orElse(T other) -> T
m orElseGet(Supplier<T> other) -> T
m orElseThrow() -> T
m ifPresent(Consumer<T> action)
m ifPresentOrElse(Consumer<T> action, Runnable other)
m map(Function<T, U> mapper) -> Optional<U>
m flatMap(Function<T, Optional<U>> mapper) -> Optional<U>
m filter(Predicate<T> test) -> Optional<T>
m or(Supplier<Optional<T>> other) -> Optional<T>
m stream() -> Stream<T>
`,
  'type Optional': `
f of(T value) -> Optional<T>
f ofNullable(T value) -> Optional<T>
f empty() -> Optional<T>
`,
  OptionalInt: `
m getAsInt() -> int
m isPresent() -> boolean
m isEmpty() -> boolean
m orElse(int other) -> int
m orElseThrow() -> int
m ifPresent(IntConsumer action)
`,
  OptionalDouble: `
m getAsDouble() -> double
m isPresent() -> boolean
m isEmpty() -> boolean
m orElse(double other) -> double
m orElseThrow() -> double
m ifPresent(DoubleConsumer action)
`,
  Scanner: `
m nextInt() -> int
m nextLine() -> String
m next() -> String
m nextLong() -> long
m nextDouble() -> double
m nextBoolean() -> boolean
m hasNext() -> boolean
m hasNextInt() -> boolean
m hasNextLine() -> boolean
m useDelimiter(String pattern) -> Scanner
m close()
`,
  Random: `
m nextInt(int bound) -> int
m nextDouble() -> double
m nextBoolean() -> boolean
m nextLong() -> long
m nextFloat() -> float
m nextGaussian() -> double
m ints(long count) -> IntStream
m setSeed(long seed)
`,
  StringJoiner: `
m add(CharSequence part) -> StringJoiner
m setEmptyValue(CharSequence text) -> StringJoiner
m length() -> int
m toString() -> String
`,
  UUID: `
m getMostSignificantBits() -> long
m getLeastSignificantBits() -> long
m version() -> int
`,
  'type UUID': `
f randomUUID() -> UUID
f fromString(String text) -> UUID
`,
  BitSet: `
m set(int index)
m get(int index) -> boolean
m clear(int index)
m flip(int index)
m cardinality() -> int
m nextSetBit(int from) -> int
m nextClearBit(int from) -> int
m and(BitSet other)
m or(BitSet other)
m xor(BitSet other)
`,
  'type Arrays': `
f sort(array)
f asList(T... elements) -> List<T>
f toString(array) -> String
f fill(array, value)
f stream(T[] array) -> Stream<T>
f copyOf(T[] array, int length) -> T[]
f copyOfRange(T[] array, int from, int to) -> T[]
f equals(a, b) -> boolean
f deepToString(Object[] array) -> String
f deepEquals(Object[] a, Object[] b) -> boolean
f hashCode(array) -> int
f binarySearch(array, key) -> int
f setAll(array, generator)
`,
  'type Collections': `
f sort(List<T> list)
f reverse(List<T> list)
f shuffle(List<T> list)
f max(Collection<T> all) -> T
f min(Collection<T> all) -> T
f unmodifiableList(List<T> list) -> List<T>
f unmodifiableMap(Map<K, V> map) -> Map<K, V>
f unmodifiableSet(Set<T> set) -> Set<T>
f emptyList() -> List<T>
f emptyMap() -> Map<K, V>
f emptySet() -> Set<T>
f singletonList(T element) -> List<T>
f addAll(Collection<T> all, T... elements) -> boolean
f swap(List<T> list, int i, int j)
f frequency(Collection<T> all, Object o) -> int
f nCopies(int n, T element) -> List<T>
f reverseOrder() -> Comparator<T>
f synchronizedList(List<T> list) -> List<T>
f binarySearch(List<T> list, T key) -> int
`,
  'type Objects': `
f equals(Object a, Object b) -> boolean
f hash(Object... values) -> int
f requireNonNull(T value) -> T
f requireNonNullElse(T value, T other) -> T
f isNull(Object o) -> boolean
f nonNull(Object o) -> boolean
f toString(Object o) -> String
f hashCode(Object o) -> int
f checkIndex(int index, int length) -> int
`,
}
