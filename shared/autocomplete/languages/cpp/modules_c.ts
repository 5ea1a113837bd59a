/** What the headers of C offer, in C++ under `std` and without it. */
export const C_HEADERS: Readonly<Record<string, string>> = {
  cmath: `
f sqrt(x) -> double
f pow(x, y) -> double
f abs(x) -> double
f fabs(x) -> double
f floor(x) -> double
f ceil(x) -> double
f round(x) -> double
f trunc(x) -> double
f exp(x) -> double
f log(x) -> double
f log2(x) -> double
f log10(x) -> double
f sin(x) -> double
f cos(x) -> double
f tan(x) -> double
f asin(x) -> double
f acos(x) -> double
f atan(x) -> double
f atan2(y, x) -> double
f sinh(x) -> double
f cosh(x) -> double
f tanh(x) -> double
f hypot(x, y) -> double
f cbrt(x) -> double
f fmod(x, y) -> double
f fmax(x, y) -> double
f fmin(x, y) -> double
f lerp(a, b, t) -> double
f isnan(x) -> bool
f isinf(x) -> bool
f isfinite(x) -> bool
f lround(x) -> long
`,
  cstdio: `
f printf(const char* format, ...) -> int
f fprintf(FILE* file, const char* format, ...) -> int
f sprintf(char* buffer, const char* format, ...) -> int
f snprintf(char* buffer, size_t n, const char* format, ...) -> int
f scanf(const char* format, ...) -> int
f sscanf(const char* text, const char* format, ...) -> int
f puts(const char* text) -> int
f putchar(int c) -> int
f getchar() -> int
f fgets(char* buffer, int n, FILE* file) -> char*
f fputs(const char* text, FILE* file) -> int
f fopen(const char* path, const char* mode) -> FILE*
f fclose(FILE* file) -> int
f fread(void* data, size_t size, size_t n, FILE* file) -> size_t
f fwrite(const void* data, size_t size, size_t n, FILE* file) -> size_t
f fflush(FILE* file) -> int
f fseek(FILE* file, long offset, int from) -> int
f ftell(FILE* file) -> long
f perror(const char* text)
`,
  cstdlib: `
f malloc(size_t size) -> void*
f calloc(size_t n, size_t size) -> void*
f realloc(void* data, size_t size) -> void*
f free(void* data)
f atoi(const char* text) -> int
f atof(const char* text) -> double
f strtol(const char* text, char** end, int base) -> long
f strtod(const char* text, char** end) -> double
f exit(int status)
f abort()
f rand() -> int
f srand(unsigned seed)
f qsort(void* data, size_t n, size_t size, compare)
f getenv(const char* name) -> char*
f system(const char* command) -> int
`,
  cstring: `
f strlen(const char* text) -> size_t
f strcmp(const char* a, const char* b) -> int
f strncmp(const char* a, const char* b, size_t n) -> int
f strcpy(char* to, const char* from) -> char*
f strncpy(char* to, const char* from, size_t n) -> char*
f strcat(char* to, const char* from) -> char*
f strchr(const char* text, int c) -> char*
f strrchr(const char* text, int c) -> char*
f strstr(const char* text, const char* part) -> char*
f strtok(char* text, const char* separators) -> char*
f memcpy(void* to, const void* from, size_t n) -> void*
f memmove(void* to, const void* from, size_t n) -> void*
f memset(void* data, int value, size_t n) -> void*
f memcmp(const void* a, const void* b, size_t n) -> int
`,
  cctype: `
f isalpha(int c) -> int
f isdigit(int c) -> int
f isalnum(int c) -> int
f isspace(int c) -> int
f isupper(int c) -> int
f islower(int c) -> int
f ispunct(int c) -> int
f isxdigit(int c) -> int
f isprint(int c) -> int
f toupper(int c) -> int
f tolower(int c) -> int
`,
  cstdint: `
t int8_t
t int16_t
t int32_t
t int64_t
t uint8_t
t uint16_t
t uint32_t
t uint64_t
t size_t
t ptrdiff_t
t intptr_t
t uintptr_t
t intmax_t
t uintmax_t
`,
  cstddef: `
t size_t
t ptrdiff_t
t nullptr_t
t byte
t max_align_t
`,
  climits: `
k INT_MAX
k INT_MIN
k LONG_MAX
k LONG_MIN
k UINT_MAX
k CHAR_BIT
k LLONG_MAX
k LLONG_MIN
k ULLONG_MAX
k SHRT_MAX
`,
  cassert: `
f assert(condition)
`,
  ctime: `
f time(time_t* out) -> time_t
f clock() -> clock_t
f difftime(time_t end, time_t start) -> double
f localtime(const time_t* time) -> tm*
f strftime(char* buffer, size_t n, const char* format, const tm* time) -> size_t
t time_t
k CLOCKS_PER_SEC
`,
  cfloat: `
k DBL_MAX
k DBL_MIN
k DBL_EPSILON
k FLT_MAX
k FLT_EPSILON
`,
  cerrno: `
v errno
`,
  csignal: `
f signal(int number, handler)
k SIGINT
k SIGTERM
`,
  cstdarg: `
f va_start(list, last)
f va_arg(list, type)
f va_end(list)
t va_list
`,
}
