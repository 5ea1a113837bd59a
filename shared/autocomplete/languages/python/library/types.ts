/** Members of the types that values mostly have. */
export const TYPES: Readonly<Record<string, string>> = {
  str: `
m split(sep=None, maxsplit=-1) -> list[str]
m join(iterable) -> str
m strip(chars=None) -> str
m replace(old, new, count=-1) -> str
m startswith(prefix, start=0, end=None)
m endswith(suffix, start=0, end=None)
m lower() -> str
m upper() -> str
m format(*args, **kwargs) -> str
m find(sub, start=0, end=None) -> int
m count(sub, start=0, end=None) -> int
m index(sub, start=0, end=None) -> int
m encode(encoding='utf-8', errors='strict') -> bytes
m lstrip(chars=None) -> str
m rstrip(chars=None) -> str
m splitlines(keepends=False) -> list[str]
m title() -> str
m capitalize() -> str
m casefold() -> str
m swapcase() -> str
m isdigit()
m isalpha()
m isalnum()
m isspace()
m isupper()
m islower()
m isnumeric()
m isdecimal()
m isidentifier()
m istitle()
m isascii()
m isprintable()
m partition(sep) -> tuple[str]
m rpartition(sep) -> tuple[str]
m rsplit(sep=None, maxsplit=-1) -> list[str]
m rfind(sub, start=0, end=None) -> int
m rindex(sub, start=0, end=None) -> int
m removeprefix(prefix) -> str
m removesuffix(suffix) -> str
m center(width, fillchar=' ') -> str
m ljust(width, fillchar=' ') -> str
m rjust(width, fillchar=' ') -> str
m zfill(width) -> str
m expandtabs(tabsize=8) -> str
m translate(table) -> str
m format_map(mapping) -> str
`,
  'type str': 'm maketrans(x, y=None, z=None) -> dict',
  bytes: `
m decode(encoding='utf-8', errors='strict') -> str
m hex(sep=None) -> str
m split(sep=None, maxsplit=-1) -> list[bytes]
m join(iterable) -> bytes
m strip(chars=None) -> bytes
m replace(old, new, count=-1) -> bytes
m startswith(prefix)
m endswith(suffix)
m find(sub, start=0, end=None) -> int
m count(sub) -> int
m index(sub) -> int
m lower() -> bytes
m upper() -> bytes
m splitlines(keepends=False) -> list[bytes]
m lstrip(chars=None) -> bytes
m rstrip(chars=None) -> bytes
m removeprefix(prefix) -> bytes
m removesuffix(suffix) -> bytes
`,
  'type bytes': 'm fromhex(string) -> bytes',
  list: `
m append(object)
m extend(iterable)
m insert(index, object)
m pop(index=-1)
m remove(value)
m sort(*, key=None, reverse=False)
m reverse()
m index(value, start=0, stop=None) -> int
m count(value) -> int
m copy() -> list
m clear()
`,
  dict: `
m get(key, default=None)
m items()
m keys()
m values()
m pop(key, default)
m update(other, **kwargs)
m setdefault(key, default=None)
m popitem() -> tuple
m copy() -> dict
m clear()
`,
  'type dict': 'm fromkeys(iterable, value=None) -> dict',
  set: `
m add(elem)
m discard(elem)
m remove(elem)
m union(*others) -> set
m intersection(*others) -> set
m difference(*others) -> set
m symmetric_difference(other) -> set
m update(*others)
m issubset(other)
m issuperset(other)
m isdisjoint(other)
m pop()
m copy() -> set
m clear()
m intersection_update(*others)
m difference_update(*others)
m symmetric_difference_update(other)
`,
  tuple: 'm count(value) -> int\nm index(value, start=0, stop=None) -> int',
  int: `
m bit_length() -> int
m bit_count() -> int
m to_bytes(length, byteorder, *, signed=False) -> bytes
m as_integer_ratio() -> tuple
m is_integer()
m conjugate() -> int
p real -> int
p imag -> int
p numerator -> int
p denominator -> int
`,
  'type int': "m from_bytes(bytes, byteorder='big', *, signed=False) -> int",
  float: `
m is_integer()
m as_integer_ratio() -> tuple
m hex() -> str
m conjugate() -> float
p real -> float
p imag -> float
`,
  'type float': 'm fromhex(string) -> float',
  file: `
m read(size=-1) -> str
m readline(size=-1) -> str
m readlines(hint=-1) -> list[str]
m write(text) -> int
m writelines(lines)
m close()
m flush()
m seek(offset, whence=0) -> int
m tell() -> int
m truncate(size=None) -> int
m fileno() -> int
m readable()
m writable()
m seekable()
m isatty()
p name -> str
p mode -> str
p encoding -> str
p closed
p buffer
`,
  exception: `
p args -> tuple
m with_traceback(tb)
m add_note(note)
p __cause__
p __context__
p __traceback__
`,
  oserror: `
p errno -> int
p strerror -> str
p filename -> str
p args -> tuple
m with_traceback(tb)
m add_note(note)
`,
  property: 'm setter(function)\nm getter(function)\nm deleter(function)',
  Path: `
m exists()
m read_text(encoding=None) -> str
m write_text(data, encoding=None) -> int
m read_bytes() -> bytes
m write_bytes(data) -> int
m open(mode='r', encoding=None) -> file
m mkdir(mode=0o777, parents=False, exist_ok=False)
m is_file()
m is_dir()
m is_absolute()
m is_symlink()
m iterdir() -> list[Path]
m glob(pattern) -> list[Path]
m rglob(pattern) -> list[Path]
m joinpath(*parts) -> Path
m resolve(strict=False) -> Path
m absolute() -> Path
m relative_to(other) -> Path
m with_suffix(suffix) -> Path
m with_name(name) -> Path
m with_stem(stem) -> Path
m rename(target) -> Path
m replace(target) -> Path
m unlink(missing_ok=False)
m rmdir()
m touch(mode=0o666, exist_ok=True)
m stat()
m chmod(mode)
m expanduser() -> Path
m as_posix() -> str
m as_uri() -> str
m samefile(other)
m match(pattern)
p name -> str
p stem -> str
p suffix -> str
p suffixes -> list[str]
p parent -> Path
p parents -> list[Path]
p parts -> tuple[str]
p root -> str
p anchor -> str
p drive -> str
`,
  'type Path': 'm cwd() -> Path\nm home() -> Path',
  datetime: `
m strftime(format) -> str
m isoformat(sep='T', timespec='auto') -> str
m timestamp() -> float
m date() -> date
m time() -> time
m replace(year, month, day, hour, minute, second, tzinfo) -> datetime
m astimezone(tz=None) -> datetime
m weekday() -> int
m isoweekday() -> int
m timetuple()
m utcoffset() -> timedelta
p year -> int
p month -> int
p day -> int
p hour -> int
p minute -> int
p second -> int
p microsecond -> int
p tzinfo
`,
  'type datetime': `
m now(tz=None) -> datetime
m today() -> datetime
m fromisoformat(date_string) -> datetime
m fromtimestamp(timestamp, tz=None) -> datetime
m strptime(date_string, format) -> datetime
m combine(date, time) -> datetime
m utcnow() -> datetime
k min -> datetime
k max -> datetime
`,
  date: `
m strftime(format) -> str
m isoformat() -> str
m weekday() -> int
m isoweekday() -> int
m isocalendar()
m replace(year, month, day) -> date
p year -> int
p month -> int
p day -> int
`,
  'type date': `
m today() -> date
m fromisoformat(date_string) -> date
m fromtimestamp(timestamp) -> date
`,
  time: `
m strftime(format) -> str
m isoformat() -> str
p hour -> int
p minute -> int
p second -> int
p microsecond -> int
`,
  timedelta: 'm total_seconds() -> float\np days -> int\np seconds -> int\np microseconds -> int',
  Counter: `
m most_common(n=None) -> list[tuple]
m elements()
m update(iterable)
m subtract(iterable)
m total() -> int
m get(key, default=None) -> int
m items()
m keys()
m values()
m pop(key, default) -> int
m copy() -> Counter
m clear()
`,
  deque: `
m append(x)
m appendleft(x)
m pop()
m popleft()
m extend(iterable)
m extendleft(iterable)
m rotate(n=1)
m clear()
m copy() -> deque
m count(x) -> int
m index(x) -> int
m insert(i, x)
m remove(value)
m reverse()
p maxlen -> int
`,
  OrderedDict: `
m move_to_end(key, last=True)
m popitem(last=True) -> tuple
m get(key, default=None)
m items()
m keys()
m values()
m pop(key, default)
m update(other)
m setdefault(key, default=None)
m clear()
`,
  Pattern: `
m match(string, pos=0) -> Match
m search(string, pos=0) -> Match
m fullmatch(string, pos=0) -> Match
m findall(string, pos=0) -> list[str]
m finditer(string, pos=0) -> list[Match]
m sub(repl, string, count=0) -> str
m subn(repl, string, count=0) -> tuple
m split(string, maxsplit=0) -> list[str]
p pattern -> str
p flags -> int
p groups -> int
p groupindex -> dict
`,
  Match: `
m group(*groups) -> str
m groups(default=None) -> tuple[str]
m groupdict(default=None) -> dict
m start(group=0) -> int
m end(group=0) -> int
m span(group=0) -> tuple[int]
m expand(template) -> str
p string -> str
p re -> Pattern
p pos -> int
p endpos -> int
p lastgroup -> str
p lastindex -> int
`,
}
