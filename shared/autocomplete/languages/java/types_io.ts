/** Members of the types that read, write, tell the time, count exactly and match texts. */
export const IO_TYPES: Readonly<Record<string, string>> = {
  PrintStream: `
m println(Object value)
m print(Object value)
m printf(String format, Object... args) -> PrintStream
m format(String format, Object... args) -> PrintStream
m write(int b)
m flush()
m close()
`,
  InputStream: `
m read() -> int
m readAllBytes() -> byte[]
m available() -> int
m skip(long n) -> long
m close()
`,
  OutputStream: `
m write(int b)
m flush()
m close()
`,
  Reader: `
m read() -> int
m ready() -> boolean
m close()
`,
  BufferedReader: `
m readLine() -> String
m lines() -> Stream<String>
m read() -> int
m ready() -> boolean
m close()
`,
  Writer: `
m write(String text)
m append(CharSequence text) -> Writer
m flush()
m close()
`,
  BufferedWriter: `
m newLine()
m write(String text)
m flush()
m close()
`,
  File: `
m exists() -> boolean
m getName() -> String
m getPath() -> String
m isFile() -> boolean
m isDirectory() -> boolean
m length() -> long
m listFiles() -> File[]
m mkdirs() -> boolean
m delete() -> boolean
m toPath() -> Path
m getAbsolutePath() -> String
m getParentFile() -> File
m createNewFile() -> boolean
`,
  Path: `
m getFileName() -> Path
m getParent() -> Path
m resolve(String other) -> Path
m relativize(Path other) -> Path
m toAbsolutePath() -> Path
m normalize() -> Path
m toFile() -> File
m startsWith(Path other) -> boolean
m endsWith(Path other) -> boolean
m toString() -> String
`,
  'type Path': `
f of(String first, String... more) -> Path
`,
  'type Paths': `
f get(String first, String... more) -> Path
`,
  'type Files': `
f readString(Path path) -> String
f writeString(Path path, CharSequence text) -> Path
f readAllLines(Path path) -> List<String>
f lines(Path path) -> Stream<String>
f write(Path path, byte[] bytes) -> Path
f readAllBytes(Path path) -> byte[]
f exists(Path path) -> boolean
f isDirectory(Path path) -> boolean
f isRegularFile(Path path) -> boolean
f list(Path folder) -> Stream<Path>
f walk(Path folder) -> Stream<Path>
f createDirectories(Path folder) -> Path
f createTempFile(String prefix, String suffix) -> Path
f copy(Path from, Path to) -> Path
f move(Path from, Path to) -> Path
f delete(Path path)
f deleteIfExists(Path path) -> boolean
f size(Path path) -> long
f newBufferedReader(Path path) -> BufferedReader
f newBufferedWriter(Path path) -> BufferedWriter
`,
  'type StandardCharsets': `
k UTF_8 -> Charset
k US_ASCII -> Charset
k ISO_8859_1 -> Charset
k UTF_16 -> Charset
`,
  LocalDate: `
m plusDays(long days) -> LocalDate
m minusDays(long days) -> LocalDate
m plusMonths(long months) -> LocalDate
m plusYears(long years) -> LocalDate
m getYear() -> int
m getMonthValue() -> int
m getDayOfMonth() -> int
m getDayOfWeek() -> DayOfWeek
m isBefore(LocalDate other) -> boolean
m isAfter(LocalDate other) -> boolean
m isLeapYear() -> boolean
m atStartOfDay() -> LocalDateTime
m format(DateTimeFormatter formatter) -> String
m until(LocalDate other) -> Period
m withDayOfMonth(int day) -> LocalDate
`,
  'type LocalDate': `
f now() -> LocalDate
f of(int year, int month, int day) -> LocalDate
f parse(CharSequence text) -> LocalDate
`,
  LocalDateTime: `
m toLocalDate() -> LocalDate
m toLocalTime() -> LocalTime
m plusHours(long hours) -> LocalDateTime
m plusMinutes(long minutes) -> LocalDateTime
m plusDays(long days) -> LocalDateTime
m isBefore(LocalDateTime other) -> boolean
m isAfter(LocalDateTime other) -> boolean
m format(DateTimeFormatter formatter) -> String
m getHour() -> int
m getMinute() -> int
`,
  'type LocalDateTime': `
f now() -> LocalDateTime
f of(int year, int month, int day, int hour, int minute) -> LocalDateTime
f parse(CharSequence text) -> LocalDateTime
`,
  LocalTime: `
m getHour() -> int
m getMinute() -> int
m plusMinutes(long minutes) -> LocalTime
m isBefore(LocalTime other) -> boolean
m isAfter(LocalTime other) -> boolean
`,
  'type LocalTime': `
f now() -> LocalTime
f of(int hour, int minute) -> LocalTime
f parse(CharSequence text) -> LocalTime
`,
  Instant: `
m toEpochMilli() -> long
m getEpochSecond() -> long
m plus(Duration duration) -> Instant
m minus(Duration duration) -> Instant
m isBefore(Instant other) -> boolean
m isAfter(Instant other) -> boolean
`,
  'type Instant': `
f now() -> Instant
f ofEpochMilli(long millis) -> Instant
f parse(CharSequence text) -> Instant
`,
  Duration: `
m toMillis() -> long
m toSeconds() -> long
m toMinutes() -> long
m toHours() -> long
m toDays() -> long
m plus(Duration other) -> Duration
m isZero() -> boolean
m isNegative() -> boolean
`,
  'type Duration': `
f ofSeconds(long seconds) -> Duration
f ofMillis(long millis) -> Duration
f ofMinutes(long minutes) -> Duration
f ofHours(long hours) -> Duration
f ofDays(long days) -> Duration
f between(from, to) -> Duration
`,
  'type DateTimeFormatter': `
f ofPattern(String pattern) -> DateTimeFormatter
k ISO_LOCAL_DATE -> DateTimeFormatter
k ISO_LOCAL_DATE_TIME -> DateTimeFormatter
k ISO_INSTANT -> DateTimeFormatter
`,
  'type ChronoUnit': `
k DAYS -> ChronoUnit
k HOURS -> ChronoUnit
k MINUTES -> ChronoUnit
k SECONDS -> ChronoUnit
k MONTHS -> ChronoUnit
k YEARS -> ChronoUnit
`,
  ChronoUnit: `
m between(from, to) -> long
`,
  BigInteger: `
m add(BigInteger other) -> BigInteger
m subtract(BigInteger other) -> BigInteger
m multiply(BigInteger other) -> BigInteger
m divide(BigInteger other) -> BigInteger
m mod(BigInteger other) -> BigInteger
m modPow(BigInteger exponent, BigInteger m) -> BigInteger
m pow(int exponent) -> BigInteger
m gcd(BigInteger other) -> BigInteger
m negate() -> BigInteger
m abs() -> BigInteger
m compareTo(BigInteger other) -> int
m intValue() -> int
m longValue() -> long
m signum() -> int
m isProbablePrime(int certainty) -> boolean
`,
  'type BigInteger': `
f valueOf(long value) -> BigInteger
k ZERO -> BigInteger
k ONE -> BigInteger
k TWO -> BigInteger
k TEN -> BigInteger
`,
  BigDecimal: `
m add(BigDecimal other) -> BigDecimal
m subtract(BigDecimal other) -> BigDecimal
m multiply(BigDecimal other) -> BigDecimal
m divide(BigDecimal other, int scale, RoundingMode mode) -> BigDecimal
m setScale(int scale, RoundingMode mode) -> BigDecimal
m compareTo(BigDecimal other) -> int
m negate() -> BigDecimal
m abs() -> BigDecimal
m pow(int n) -> BigDecimal
m doubleValue() -> double
m intValue() -> int
m toPlainString() -> String
m stripTrailingZeros() -> BigDecimal
`,
  'type BigDecimal': `
f valueOf(double value) -> BigDecimal
k ZERO -> BigDecimal
k ONE -> BigDecimal
k TEN -> BigDecimal
`,
  'type RoundingMode': `
k HALF_UP -> RoundingMode
k HALF_EVEN -> RoundingMode
k HALF_DOWN -> RoundingMode
k UP -> RoundingMode
k DOWN -> RoundingMode
k CEILING -> RoundingMode
k FLOOR -> RoundingMode
`,
  Pattern: `
m matcher(CharSequence text) -> Matcher
m split(CharSequence text) -> String[]
m pattern() -> String
m asPredicate() -> Predicate<String>
`,
  'type Pattern': `
f compile(String regex) -> Pattern
f matches(String regex, CharSequence text) -> boolean
f quote(String text) -> String
k CASE_INSENSITIVE -> int
k MULTILINE -> int
k DOTALL -> int
`,
  Matcher: `
m matches() -> boolean
m find() -> boolean
m group(int group) -> String
m start() -> int
m end() -> int
m groupCount() -> int
m lookingAt() -> boolean
m replaceAll(String replacement) -> String
m replaceFirst(String replacement) -> String
m results() -> Stream<MatchResult>
m reset() -> Matcher
`,
  MatchResult: `
m group(int group) -> String
m start() -> int
m end() -> int
m groupCount() -> int
`,
  HttpClient: `
m send(HttpRequest request, HttpResponse.BodyHandler<T> handler) -> HttpResponse<String>
m sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> handler) -> CompletableFuture<HttpResponse<String>>
`,
  'type HttpClient': `
f newHttpClient() -> HttpClient
f newBuilder() -> Builder
`,
  'type HttpRequest': `
f newBuilder(URI uri) -> RequestBuilder
c BodyPublishers
`,
  RequestBuilder: `
m uri(URI uri) -> RequestBuilder
m header(String name, String value) -> RequestBuilder
m GET() -> RequestBuilder
m POST(BodyPublisher body) -> RequestBuilder
m PUT(BodyPublisher body) -> RequestBuilder
m DELETE() -> RequestBuilder
m timeout(Duration time) -> RequestBuilder
m build() -> HttpRequest
`,
  'type BodyPublishers': `
f ofString(String body) -> BodyPublisher
f noBody() -> BodyPublisher
f ofFile(Path path) -> BodyPublisher
`,
  HttpResponse: `
m body() -> T
m statusCode() -> int
m headers() -> HttpHeaders
m uri() -> URI
`,
  'type HttpResponse': `
c BodyHandlers
`,
  'type BodyHandlers': `
f ofString() -> BodyHandler
f ofFile(Path path) -> BodyHandler
f ofLines() -> BodyHandler
f discarding() -> BodyHandler
`,
  URI: `
m getHost() -> String
m getPath() -> String
m getScheme() -> String
m getPort() -> int
m getQuery() -> String
m resolve(String other) -> URI
`,
  'type URI': `
f create(String text) -> URI
`,
}
