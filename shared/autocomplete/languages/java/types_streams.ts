/** Members of the types in java.util.stream, java.util.function and java.util.concurrent. */
export const STREAM_TYPES: Readonly<Record<string, string>> = {
  Stream: `
m filter(Predicate<T> test) -> Stream<T>
m map(Function<T, R> mapper) -> Stream<R>
m mapToInt(ToIntFunction<T> mapper) -> IntStream
m mapToLong(ToLongFunction<T> mapper) -> LongStream
m mapToDouble(ToDoubleFunction<T> mapper) -> DoubleStream
m flatMap(Function<T, Stream<R>> mapper) -> Stream<Object>
m collect(Collector<T, A, R> collector) -> R
m toList() -> List<T>
m forEach(Consumer<T> action)
m sorted() -> Stream<T>
m distinct() -> Stream<T>
m limit(long most) -> Stream<T>
m skip(long count) -> Stream<T>
m peek(Consumer<T> action) -> Stream<T>
m reduce(T identity, BinaryOperator<T> join) -> T
m count() -> long
m anyMatch(Predicate<T> test) -> boolean
m allMatch(Predicate<T> test) -> boolean
m noneMatch(Predicate<T> test) -> boolean
m findFirst() -> Optional<T>
m findAny() -> Optional<T>
m min(Comparator<T> order) -> Optional<T>
m max(Comparator<T> order) -> Optional<T>
m takeWhile(Predicate<T> test) -> Stream<T>
m dropWhile(Predicate<T> test) -> Stream<T>
m iterator() -> Iterator<T>
m toArray() -> Object[]
m parallel() -> Stream<T>
`,
  'type Stream': `
f of(T... values) -> Stream<T>
f iterate(T seed, UnaryOperator<T> next) -> Stream<T>
f generate(Supplier<T> make) -> Stream<T>
f concat(Stream<T> a, Stream<T> b) -> Stream<T>
f empty() -> Stream<T>
`,
  IntStream: `
m sum() -> int
m average() -> OptionalDouble
m min() -> OptionalInt
m max() -> OptionalInt
m count() -> long
m filter(IntPredicate test) -> IntStream
m map(IntUnaryOperator mapper) -> IntStream
m mapToObj(IntFunction<R> mapper) -> Stream<R>
m boxed() -> Stream<Integer>
m forEach(IntConsumer action)
m toArray() -> int[]
m sorted() -> IntStream
m distinct() -> IntStream
m limit(long most) -> IntStream
m skip(long count) -> IntStream
m reduce(int identity, IntBinaryOperator join) -> int
m anyMatch(IntPredicate test) -> boolean
m allMatch(IntPredicate test) -> boolean
m noneMatch(IntPredicate test) -> boolean
m findFirst() -> OptionalInt
m asDoubleStream() -> DoubleStream
m asLongStream() -> LongStream
m summaryStatistics() -> IntSummaryStatistics
`,
  LongStream: `
m sum() -> long
m average() -> OptionalDouble
m min() -> OptionalLong
m max() -> OptionalLong
m count() -> long
m filter(LongPredicate test) -> LongStream
m map(LongUnaryOperator mapper) -> LongStream
m mapToObj(LongFunction<R> mapper) -> Stream<R>
m boxed() -> Stream<Long>
m forEach(LongConsumer action)
m toArray() -> long[]
m sorted() -> LongStream
m distinct() -> LongStream
m limit(long most) -> LongStream
m skip(long count) -> LongStream
m reduce(long identity, LongBinaryOperator join) -> long
m anyMatch(LongPredicate test) -> boolean
m allMatch(LongPredicate test) -> boolean
m noneMatch(LongPredicate test) -> boolean
m findFirst() -> OptionalLong
m asDoubleStream() -> DoubleStream
m asLongStream() -> LongStream
m summaryStatistics() -> LongSummaryStatistics
`,
  DoubleStream: `
m sum() -> double
m average() -> OptionalDouble
m min() -> OptionalDouble
m max() -> OptionalDouble
m count() -> long
m filter(DoublePredicate test) -> DoubleStream
m map(DoubleUnaryOperator mapper) -> DoubleStream
m mapToObj(DoubleFunction<R> mapper) -> Stream<R>
m boxed() -> Stream<Double>
m forEach(DoubleConsumer action)
m toArray() -> double[]
m sorted() -> DoubleStream
m distinct() -> DoubleStream
m limit(long most) -> DoubleStream
m skip(long count) -> DoubleStream
m reduce(double identity, DoubleBinaryOperator join) -> double
m anyMatch(DoublePredicate test) -> boolean
m allMatch(DoublePredicate test) -> boolean
m noneMatch(DoublePredicate test) -> boolean
m findFirst() -> OptionalDouble
m asDoubleStream() -> DoubleStream
m asLongStream() -> LongStream
m summaryStatistics() -> DoubleSummaryStatistics
`,
  'type IntStream': `
f range(int from, int to) -> IntStream
f rangeClosed(int from, int to) -> IntStream
f of(int... values) -> IntStream
f iterate(int seed, IntUnaryOperator next) -> IntStream
f generate(IntSupplier make) -> IntStream
f concat(IntStream a, IntStream b) -> IntStream
`,
  'type LongStream': `
f range(long from, long to) -> LongStream
f rangeClosed(long from, long to) -> LongStream
`,
  'type DoubleStream': `
f of(double... values) -> DoubleStream
`,
  'type Collectors': `
f toList() -> List<T>
f toSet() -> Set<T>
f toMap(Function<T, K> key, Function<T, V> value) -> Map<Object, Object>
f joining(CharSequence delimiter) -> String
f groupingBy(Function<T, K> key) -> Map<Object, List<T>>
f partitioningBy(Predicate<T> test) -> Map<Boolean, List<T>>
f counting() -> Long
f summingInt(ToIntFunction<T> value) -> Integer
f summingDouble(ToDoubleFunction<T> value) -> Double
f averagingInt(ToIntFunction<T> value) -> Double
f averagingDouble(ToDoubleFunction<T> value) -> Double
f mapping(Function<T, U> mapper, Collector<U, A, R> next) -> R
f filtering(Predicate<T> test, Collector<T, A, R> next) -> R
f minBy(Comparator<T> order) -> Optional<T>
f maxBy(Comparator<T> order) -> Optional<T>
f toCollection(Supplier<C> make) -> C
f reducing(T identity, BinaryOperator<T> join) -> T
f collectingAndThen(Collector<T, A, R> first, Function<R, U> then) -> U
f toUnmodifiableList() -> List<T>
f teeing(first, second, BiFunction<A, B, R> join) -> R
`,
  Function: `
m apply(T value) -> R
m andThen(Function<R, V> next) -> Function<T, Object>
m compose(Function<V, T> first) -> Function<Object, R>
`,
  'type Function': `
f identity() -> Function<T, T>
`,
  BiFunction: `
m apply(T a, U b) -> R
m andThen(Function<R, V> next) -> BiFunction<T, U, Object>
`,
  Supplier: `
m get() -> T
`,
  Consumer: `
m accept(T value)
m andThen(Consumer<T> next) -> Consumer<T>
`,
  BiConsumer: `
m accept(T a, U b)
`,
  Predicate: `
m test(T value) -> boolean
m negate() -> Predicate<T>
m and(Predicate<T> other) -> Predicate<T>
m or(Predicate<T> other) -> Predicate<T>
`,
  'type Predicate': `
f not(Predicate<T> test) -> Predicate<T>
f isEqual(Object other) -> Predicate<T>
`,
  BiPredicate: `
m test(T a, U b) -> boolean
`,
  UnaryOperator: `
m apply(T value) -> T
`,
  BinaryOperator: `
m apply(T a, T b) -> T
`,
  IntPredicate: `
m test(int value) -> boolean
`,
  IntFunction: `
m apply(int value) -> R
`,
  ToIntFunction: `
m applyAsInt(T value) -> int
`,
  Callable: `
m call() -> V
`,
  Future: `
m get() -> V
m isDone() -> boolean
m cancel(boolean interrupt) -> boolean
m isCancelled() -> boolean
`,
  CompletableFuture: `
m thenApply(Function<T, U> next) -> CompletableFuture<U>
m thenAccept(Consumer<T> next) -> CompletableFuture<Void>
m thenCompose(Function<T, CompletableFuture<U>> next) -> CompletableFuture<Object>
m thenCombine(other, join) -> CompletableFuture<Object>
m exceptionally(Function<Throwable, T> handle) -> CompletableFuture<T>
m handle(handle) -> CompletableFuture<Object>
m whenComplete(action) -> CompletableFuture<T>
m join() -> T
m complete(T value) -> boolean
`,
  'type CompletableFuture': `
f supplyAsync(Supplier<T> make) -> CompletableFuture<Object>
f runAsync(Runnable task) -> CompletableFuture<Void>
f completedFuture(T value) -> CompletableFuture<T>
f allOf(CompletableFuture<?>... all) -> CompletableFuture<Void>
f anyOf(CompletableFuture<?>... all) -> CompletableFuture<Object>
`,
  ExecutorService: `
m submit(Callable<T> task) -> Future<Object>
m execute(Runnable task)
m shutdown()
m shutdownNow() -> List<Runnable>
m invokeAll(tasks) -> List<Future<Object>>
m awaitTermination(long time, TimeUnit unit) -> boolean
m isShutdown() -> boolean
m isTerminated() -> boolean
m close()
`,
  'type Executors': `
f newFixedThreadPool(int threads) -> ExecutorService
f newCachedThreadPool() -> ExecutorService
f newSingleThreadExecutor() -> ExecutorService
f newScheduledThreadPool(int threads) -> ScheduledExecutorService
f newVirtualThreadPerTaskExecutor() -> ExecutorService
f newWorkStealingPool() -> ExecutorService
`,
  ScheduledExecutorService: `
m schedule(Runnable task, long delay, TimeUnit unit) -> Future<Object>
m scheduleAtFixedRate(Runnable task, long first, long every, TimeUnit unit) -> Future<Object>
m scheduleWithFixedDelay(Runnable task, long first, long delay, TimeUnit unit) -> Future<Object>
`,
  CountDownLatch: `
m countDown()
m await()
m getCount() -> long
`,
  Semaphore: `
m acquire()
m release()
m tryAcquire() -> boolean
m availablePermits() -> int
`,
  BlockingQueue: `
m take() -> E
m put(E element)
m drainTo(Collection<E> target) -> int
m remainingCapacity() -> int
`,
  AtomicInteger: `
m get() -> int
m set(int value)
m incrementAndGet() -> int
m getAndIncrement() -> int
m decrementAndGet() -> int
m getAndDecrement() -> int
m addAndGet(int delta) -> int
m getAndAdd(int delta) -> int
m compareAndSet(int expected, int value) -> boolean
m updateAndGet(IntUnaryOperator change) -> int
m accumulateAndGet(int value, IntBinaryOperator join) -> int
`,
  AtomicLong: `
m get() -> long
m set(long value)
m incrementAndGet() -> long
m getAndIncrement() -> long
m decrementAndGet() -> long
m addAndGet(long delta) -> long
m compareAndSet(long expected, long value) -> boolean
`,
  AtomicBoolean: `
m get() -> boolean
m set(boolean value)
m compareAndSet(boolean expected, boolean value) -> boolean
m getAndSet(boolean value) -> boolean
`,
  AtomicReference: `
m get() -> V
m set(V value)
m compareAndSet(V expected, V value) -> boolean
m updateAndGet(UnaryOperator<V> change) -> V
m getAndSet(V value) -> V
`,
  Lock: `
m lock()
m unlock()
m tryLock() -> boolean
m newCondition() -> Condition
m lockInterruptibly()
`,
  Condition: `
m await()
m signal()
m signalAll()
`,
  ReadWriteLock: `
m readLock() -> Lock
m writeLock() -> Lock
`,
  'type TimeUnit': `
k NANOSECONDS -> TimeUnit
k MICROSECONDS -> TimeUnit
k MILLISECONDS -> TimeUnit
k SECONDS -> TimeUnit
k MINUTES -> TimeUnit
k HOURS -> TimeUnit
k DAYS -> TimeUnit
`,
  TimeUnit: `
m sleep(long time)
m toMillis(long time) -> long
m toSeconds(long time) -> long
m convert(long time, TimeUnit unit) -> long
`,
  'type ThreadLocalRandom': `
f current() -> Random
`,
}
