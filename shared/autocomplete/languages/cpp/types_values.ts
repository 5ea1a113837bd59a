/** Members of strings, streams, pointers, locks and times. */
export const VALUE_TYPES: Readonly<Record<string, string>> = {
  string: `
m push_back(character)
m pop_back()
m append(text) -> string
m insert(position, text) -> string
m erase(position, n) -> string
m replace(position, n, text) -> string
m clear()
m c_str() -> char*
m resize(n)
m reserve(n)
m capacity() -> size_t
m assign(text) -> string
m swap(other)
m size() -> size_t
m length() -> size_t
m empty() -> bool
m substr(position, n) -> string
m find(text, from) -> size_t
m rfind(text, from) -> size_t
m find_first_of(characters) -> size_t
m find_last_of(characters) -> size_t
m find_first_not_of(characters) -> size_t
m find_last_not_of(characters) -> size_t
m compare(other) -> int
m starts_with(prefix) -> bool
m ends_with(suffix) -> bool
m contains(text) -> bool
m at(index) -> char
m front() -> char
m back() -> char
m begin() -> iterator<char>
m end() -> iterator<char>
m rbegin() -> iterator<char>
m rend() -> iterator<char>
m data() -> char*
`,
  'type string': `
k npos -> size_t
`,
  string_view: `
m remove_prefix(n)
m remove_suffix(n)
m size() -> size_t
m length() -> size_t
m empty() -> bool
m substr(position, n) -> string_view
m find(text, from) -> size_t
m rfind(text, from) -> size_t
m find_first_of(characters) -> size_t
m find_last_of(characters) -> size_t
m find_first_not_of(characters) -> size_t
m find_last_not_of(characters) -> size_t
m compare(other) -> int
m starts_with(prefix) -> bool
m ends_with(suffix) -> bool
m contains(text) -> bool
m at(index) -> char
m front() -> char
m back() -> char
m begin() -> iterator<char>
m end() -> iterator<char>
m rbegin() -> iterator<char>
m rend() -> iterator<char>
m data() -> char*
`,
  'type string_view': `
k npos -> size_t
`,
  optional: `
m has_value() -> bool
m value() -> T
m value_or(other) -> T
m reset()
m emplace(args...) -> T
m swap(other)
m and_then(f)
m transform(f)
m or_else(f)
`,
  variant: `
m index() -> size_t
m emplace(args...)
m valueless_by_exception() -> bool
m swap(other)
`,
  any: `
m has_value() -> bool
m reset()
m type()
m emplace(args...)
`,
  expected: `
m has_value() -> bool
m value() -> T
m error() -> U
m value_or(other) -> T
`,
  unique_ptr: `
m get() -> T*
m reset(pointer)
m release() -> T*
m swap(other)
m get_deleter()
`,
  shared_ptr: `
m get() -> T*
m reset(pointer)
m use_count() -> long
m swap(other)
`,
  weak_ptr: `
m lock() -> shared_ptr<T>
m expired() -> bool
m reset()
m use_count() -> long
`,
  function: `
m swap(other)
m target_type()
`,
  ostream: `
m flush() -> ostream
m put(character) -> ostream
m write(data, n) -> ostream
m tellp()
m seekp(position) -> ostream
m good() -> bool
m eof() -> bool
m fail() -> bool
m bad() -> bool
m clear()
m setf(flags)
m precision(n)
m width(n)
m fill(character)
m rdbuf()
`,
  istream: `
m get(character) -> istream
m getline(buffer, n) -> istream
m ignore(n, until) -> istream
m peek() -> int
m putback(character) -> istream
m read(buffer, n) -> istream
m gcount() -> size_t
m tellg()
m seekg(position) -> istream
m good() -> bool
m eof() -> bool
m fail() -> bool
m bad() -> bool
m clear()
m setf(flags)
m precision(n)
m width(n)
m fill(character)
m rdbuf()
`,
  fstream: `
m open(path, mode)
m close()
m is_open() -> bool
`,
  stringstream: `
m str() -> string
m view() -> string_view
`,
}
