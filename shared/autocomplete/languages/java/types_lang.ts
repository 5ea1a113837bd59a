/** Members of java.lang's types. */
export const LANG_TYPES: Readonly<Record<string, string>> = {
  Object: `
m equals(Object other) -> boolean
m hashCode() -> int
m toString() -> String
m getClass() -> Class
m notify()
m notifyAll()
m wait()
`,
  String: `
m length() -> int
m charAt(int index) -> char
m substring(int from, int to) -> String
m indexOf(String text) -> int
m lastIndexOf(String text) -> int
m contains(CharSequence text) -> boolean
m startsWith(String prefix) -> boolean
m endsWith(String suffix) -> boolean
m equals(Object other) -> boolean
m equalsIgnoreCase(String other) -> boolean
m compareTo(String other) -> int
m compareToIgnoreCase(String other) -> int
m isEmpty() -> boolean
m isBlank() -> boolean
m trim() -> String
m strip() -> String
m stripLeading() -> String
m stripTrailing() -> String
m toLowerCase() -> String
m toUpperCase() -> String
m replace(CharSequence target, CharSequence replacement) -> String
m replaceAll(String regex, String replacement) -> String
m replaceFirst(String regex, String replacement) -> String
m split(String regex) -> String[]
m concat(String text) -> String
m repeat(int count) -> String
m chars() -> IntStream
m codePoints() -> IntStream
m codePointAt(int index) -> int
m lines() -> Stream<String>
m matches(String regex) -> boolean
m toCharArray() -> char[]
m getBytes() -> byte[]
m formatted(Object... args) -> String
m intern() -> String
m indent(int n) -> String
m hashCode() -> int
m describeConstable() -> Optional<String>
`,
  'type String': `
f valueOf(Object value) -> String
f format(String format, Object... args) -> String
f join(CharSequence delimiter, CharSequence... parts) -> String
f copyValueOf(char[] data) -> String
k CASE_INSENSITIVE_ORDER -> Comparator<String>
`,
  CharSequence: `
m length() -> int
m charAt(int index) -> char
m subSequence(int from, int to) -> CharSequence
m isEmpty() -> boolean
m chars() -> IntStream
`,
  StringBuilder: `
m append(Object value) -> StringBuilder
m insert(int offset, Object value) -> StringBuilder
m reverse() -> StringBuilder
m deleteCharAt(int index) -> StringBuilder
m delete(int from, int to) -> StringBuilder
m replace(int from, int to, String text) -> StringBuilder
m setCharAt(int index, char c)
m setLength(int length)
m length() -> int
m charAt(int index) -> char
m indexOf(String text) -> int
m lastIndexOf(String text) -> int
m substring(int from, int to) -> String
m isEmpty() -> boolean
m capacity() -> int
m ensureCapacity(int minimum)
m chars() -> IntStream
m toString() -> String
`,
  '[]': `
p length -> int
m clone() -> T[]
`,
  Integer: `
m intValue() -> int
m longValue() -> long
m doubleValue() -> double
m compareTo(other) -> int
`,
  Long: `
m intValue() -> int
m longValue() -> long
m doubleValue() -> double
m compareTo(other) -> int
`,
  Double: `
m intValue() -> int
m longValue() -> long
m doubleValue() -> double
m compareTo(other) -> int
m isNaN() -> boolean
`,
  Float: `
m intValue() -> int
m longValue() -> long
m doubleValue() -> double
m compareTo(other) -> int
`,
  Number: `
m intValue() -> int
m longValue() -> long
m doubleValue() -> double
m floatValue() -> float
`,
  Boolean: `
m booleanValue() -> boolean
m compareTo(Boolean other) -> int
`,
  Character: `
m charValue() -> char
m compareTo(Character other) -> int
`,
  'type Integer': `
f parseInt(String s) -> int
f valueOf(String s) -> Integer
f toString(int value) -> String
f compare(int a, int b) -> int
f max(int a, int b) -> int
f min(int a, int b) -> int
f sum(int a, int b) -> int
f hashCode(int value) -> int
k MAX_VALUE -> int
k MIN_VALUE -> int
f bitCount(int value) -> int
f toBinaryString(int value) -> String
f toHexString(int value) -> String
f signum(int value) -> int
f reverse(int value) -> int
f highestOneBit(int value) -> int
f numberOfTrailingZeros(int value) -> int
f numberOfLeadingZeros(int value) -> int
`,
  'type Long': `
f parseLong(String s) -> long
f valueOf(String s) -> Long
f toString(long value) -> String
f compare(long a, long b) -> int
f max(long a, long b) -> long
f min(long a, long b) -> long
f sum(long a, long b) -> long
f hashCode(long value) -> int
k MAX_VALUE -> long
k MIN_VALUE -> long
f bitCount(long value) -> int
f toBinaryString(long value) -> String
f toHexString(long value) -> String
f signum(long value) -> int
f reverse(long value) -> long
f highestOneBit(long value) -> long
f numberOfTrailingZeros(long value) -> int
f numberOfLeadingZeros(long value) -> int
`,
  'type Double': `
f parseDouble(String s) -> double
f valueOf(String s) -> Double
f toString(double value) -> String
f compare(double a, double b) -> int
f max(double a, double b) -> double
f min(double a, double b) -> double
f sum(double a, double b) -> double
f hashCode(double value) -> int
k MAX_VALUE -> double
k MIN_VALUE -> double
f isNaN(double value) -> boolean
f isInfinite(double value) -> boolean
f isFinite(double value) -> boolean
k NaN -> double
k POSITIVE_INFINITY -> double
k NEGATIVE_INFINITY -> double
`,
  'type Float': `
f parseFloat(String s) -> float
f valueOf(String s) -> Float
f toString(float value) -> String
f compare(float a, float b) -> int
f max(float a, float b) -> float
f min(float a, float b) -> float
f sum(float a, float b) -> float
f hashCode(float value) -> int
k MAX_VALUE -> float
k MIN_VALUE -> float
f isNaN(float value) -> boolean
f isInfinite(float value) -> boolean
f isFinite(float value) -> boolean
k NaN -> float
k POSITIVE_INFINITY -> float
k NEGATIVE_INFINITY -> float
`,
  'type Short': `
f parseShort(String s) -> short
f valueOf(String s) -> Short
f toString(short value) -> String
f compare(short a, short b) -> int
f max(short a, short b) -> short
f min(short a, short b) -> short
f sum(short a, short b) -> short
f hashCode(short value) -> int
k MAX_VALUE -> short
k MIN_VALUE -> short
f bitCount(short value) -> int
f toBinaryString(short value) -> String
f toHexString(short value) -> String
f signum(short value) -> int
f reverse(short value) -> short
f highestOneBit(short value) -> short
f numberOfTrailingZeros(short value) -> int
f numberOfLeadingZeros(short value) -> int
`,
  'type Byte': `
f parseByte(String s) -> byte
f valueOf(String s) -> Byte
f toString(byte value) -> String
f compare(byte a, byte b) -> int
f max(byte a, byte b) -> byte
f min(byte a, byte b) -> byte
f sum(byte a, byte b) -> byte
f hashCode(byte value) -> int
k MAX_VALUE -> byte
k MIN_VALUE -> byte
f bitCount(byte value) -> int
f toBinaryString(byte value) -> String
f toHexString(byte value) -> String
f signum(byte value) -> int
f reverse(byte value) -> byte
f highestOneBit(byte value) -> byte
f numberOfTrailingZeros(byte value) -> int
f numberOfLeadingZeros(byte value) -> int
`,
  'type Boolean': `
f parseBoolean(String s) -> boolean
f valueOf(boolean value) -> Boolean
f toString(boolean value) -> String
f compare(boolean a, boolean b) -> int
f logicalAnd(boolean a, boolean b) -> boolean
f logicalOr(boolean a, boolean b) -> boolean
k TRUE -> Boolean
k FALSE -> Boolean
`,
  'type Character': `
f isDigit(char c) -> boolean
f isLetter(char c) -> boolean
f isLetterOrDigit(char c) -> boolean
f isAlphabetic(int c) -> boolean
f isUpperCase(char c) -> boolean
f isLowerCase(char c) -> boolean
f isWhitespace(char c) -> boolean
f toUpperCase(char c) -> char
f toLowerCase(char c) -> char
f getNumericValue(char c) -> int
f digit(char c, int radix) -> int
f forDigit(int digit, int radix) -> char
f toString(char c) -> String
f valueOf(char c) -> Character
f compare(char a, char b) -> int
k MAX_VALUE -> char
k MIN_VALUE -> char
`,
  'type Math': `
f max(a, b) -> int
f min(a, b) -> int
f abs(a) -> int
f pow(double a, double b) -> double
f sqrt(double a) -> double
f cbrt(double a) -> double
f floor(double a) -> double
f ceil(double a) -> double
f round(double a) -> long
f rint(double a) -> double
f random() -> double
f sin(double a) -> double
f cos(double a) -> double
f tan(double a) -> double
f asin(double a) -> double
f acos(double a) -> double
f atan(double a) -> double
f atan2(double y, double x) -> double
f exp(double a) -> double
f log(double a) -> double
f log10(double a) -> double
f hypot(double x, double y) -> double
f signum(double a) -> double
f floorMod(int x, int y) -> int
f floorDiv(int x, int y) -> int
f addExact(int x, int y) -> int
f subtractExact(int x, int y) -> int
f multiplyExact(int x, int y) -> int
f toIntExact(long value) -> int
f clamp(long value, int min, int max) -> int
f toRadians(double degrees) -> double
f toDegrees(double radians) -> double
k PI -> double
k E -> double
`,
  'type System': `
v out -> PrintStream
v err -> PrintStream
v in -> InputStream
f currentTimeMillis() -> long
f nanoTime() -> long
f exit(int status)
f getenv(String name) -> String
f getProperty(String key) -> String
f lineSeparator() -> String
f arraycopy(Object from, int at, Object to, int toAt, int length)
f identityHashCode(Object o) -> int
f gc()
f setOut(PrintStream out)
`,
  Throwable: `
m getMessage() -> String
m getCause() -> Throwable
m printStackTrace()
m getLocalizedMessage() -> String
m getStackTrace() -> StackTraceElement[]
m initCause(Throwable cause) -> Throwable
m addSuppressed(Throwable other)
m getSuppressed() -> Throwable[]
m toString() -> String
`,
  Thread: `
m start()
m join()
m interrupt()
m isAlive() -> boolean
m isInterrupted() -> boolean
m setDaemon(boolean on)
m setName(String name)
m getName() -> String
m threadId() -> long
m run()
`,
  'type Thread': `
f sleep(long millis)
f currentThread() -> Thread
f ofVirtual() -> Builder
f startVirtualThread(Runnable task) -> Thread
f yield()
f interrupted() -> boolean
`,
  Runnable: `
m run()
`,
  Iterable: `
m iterator() -> Iterator<T>
m forEach(Consumer<T> action)
m spliterator() -> Spliterator<T>
`,
  Comparable: `
m compareTo(T other) -> int
`,
  Enum: `
m name() -> String
m ordinal() -> int
m compareTo(E other) -> int
m getDeclaringClass() -> Class
`,
  Class: `
m getName() -> String
m getSimpleName() -> String
m isInstance(Object o) -> boolean
m cast(Object o) -> T
m getPackageName() -> String
`,
  Runtime: `
m availableProcessors() -> int
m totalMemory() -> long
m freeMemory() -> long
m maxMemory() -> long
m gc()
`,
  'type Runtime': `
f getRuntime() -> Runtime
`,
}
