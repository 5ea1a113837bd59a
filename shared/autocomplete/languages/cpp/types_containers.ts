/** Members of the containers. */
export const CONTAINER_TYPES: Readonly<Record<string, string>> = {
  vector: `
m push_back(value)
m emplace_back(args...) -> T
m pop_back()
m at(index) -> T
m front() -> T
m back() -> T
m resize(n)
m reserve(n)
m capacity() -> size_t
m shrink_to_fit()
m assign(n, value)
m data() -> T*
m size() -> size_t
m empty() -> bool
m begin() -> iterator<T>
m end() -> iterator<T>
m clear()
m swap(other)
m rbegin() -> iterator<T>
m rend() -> iterator<T>
m cbegin() -> iterator<T>
m cend() -> iterator<T>
m max_size() -> size_t
m insert(position, value) -> iterator<T>
m erase(position) -> iterator<T>
m emplace(position, args...) -> iterator<T>
`,
  deque: `
m push_back(value)
m push_front(value)
m pop_back()
m pop_front()
m emplace_back(args...) -> T
m emplace_front(args...) -> T
m at(index) -> T
m front() -> T
m back() -> T
m resize(n)
m size() -> size_t
m empty() -> bool
m begin() -> iterator<T>
m end() -> iterator<T>
m clear()
m swap(other)
m rbegin() -> iterator<T>
m rend() -> iterator<T>
m cbegin() -> iterator<T>
m cend() -> iterator<T>
m max_size() -> size_t
m insert(position, value) -> iterator<T>
m erase(position) -> iterator<T>
m emplace(position, args...) -> iterator<T>
`,
  list: `
m push_back(value)
m push_front(value)
m pop_back()
m pop_front()
m emplace_back(args...) -> T
m emplace_front(args...) -> T
m front() -> T
m back() -> T
m sort()
m reverse()
m unique()
m merge(other)
m splice(position, other)
m remove(value)
m remove_if(predicate)
m size() -> size_t
m empty() -> bool
m begin() -> iterator<T>
m end() -> iterator<T>
m clear()
m swap(other)
m rbegin() -> iterator<T>
m rend() -> iterator<T>
m cbegin() -> iterator<T>
m cend() -> iterator<T>
m max_size() -> size_t
m insert(position, value) -> iterator<T>
m erase(position) -> iterator<T>
m emplace(position, args...) -> iterator<T>
`,
  array: `
m at(index) -> T
m front() -> T
m back() -> T
m fill(value)
m data() -> T*
m size() -> size_t
m empty() -> bool
m begin() -> iterator<T>
m end() -> iterator<T>
m swap(other)
`,
  span: `
m size() -> size_t
m empty() -> bool
m data() -> T*
m front() -> T
m back() -> T
m first(n) -> span<T>
m last(n) -> span<T>
m subspan(offset, n) -> span<T>
m begin() -> iterator<T>
m end() -> iterator<T>
`,
  map: `
m at(key) -> V
m find(key) -> iterator<pair<K, V>>
m count(key) -> size_t
m contains(key) -> bool
m insert_or_assign(key, value)
m try_emplace(key, args...)
m extract(key)
m merge(other)
m lower_bound(key) -> iterator<pair<K, V>>
m upper_bound(key) -> iterator<pair<K, V>>
m equal_range(key)
m size() -> size_t
m empty() -> bool
m begin() -> iterator<pair<K, V>>
m end() -> iterator<pair<K, V>>
m clear()
m swap(other)
m rbegin() -> iterator<pair<K, V>>
m rend() -> iterator<pair<K, V>>
m cbegin() -> iterator<pair<K, V>>
m cend() -> iterator<pair<K, V>>
m max_size() -> size_t
m insert(value) -> pair<iterator<pair<K, V>>, bool>
m erase(key) -> iterator<pair<K, V>>
m emplace(args...) -> pair<iterator<pair<K, V>>, bool>
`,
  unordered_map: `
m at(key) -> V
m find(key) -> iterator<pair<K, V>>
m count(key) -> size_t
m contains(key) -> bool
m insert_or_assign(key, value)
m try_emplace(key, args...)
m extract(key)
m merge(other)
m reserve(n)
m bucket_count() -> size_t
m load_factor() -> float
m rehash(n)
m size() -> size_t
m empty() -> bool
m begin() -> iterator<pair<K, V>>
m end() -> iterator<pair<K, V>>
m clear()
m swap(other)
m rbegin() -> iterator<pair<K, V>>
m rend() -> iterator<pair<K, V>>
m cbegin() -> iterator<pair<K, V>>
m cend() -> iterator<pair<K, V>>
m max_size() -> size_t
m insert(value) -> pair<iterator<pair<K, V>>, bool>
m erase(key) -> iterator<pair<K, V>>
m emplace(args...) -> pair<iterator<pair<K, V>>, bool>
`,
  set: `
m find(value) -> iterator<T>
m count(value) -> size_t
m contains(value) -> bool
m extract(value)
m merge(other)
m lower_bound(value) -> iterator<T>
m upper_bound(value) -> iterator<T>
m equal_range(value)
m size() -> size_t
m empty() -> bool
m begin() -> iterator<T>
m end() -> iterator<T>
m clear()
m swap(other)
m rbegin() -> iterator<T>
m rend() -> iterator<T>
m cbegin() -> iterator<T>
m cend() -> iterator<T>
m max_size() -> size_t
m insert(value) -> pair<iterator<T>, bool>
m erase(value) -> iterator<T>
m emplace(args...) -> pair<iterator<T>, bool>
`,
  unordered_set: `
m find(value) -> iterator<T>
m count(value) -> size_t
m contains(value) -> bool
m extract(value)
m merge(other)
m reserve(n)
m bucket_count() -> size_t
m load_factor() -> float
m rehash(n)
m size() -> size_t
m empty() -> bool
m begin() -> iterator<T>
m end() -> iterator<T>
m clear()
m swap(other)
m rbegin() -> iterator<T>
m rend() -> iterator<T>
m cbegin() -> iterator<T>
m cend() -> iterator<T>
m max_size() -> size_t
m insert(value) -> pair<iterator<T>, bool>
m erase(value) -> iterator<T>
m emplace(args...) -> pair<iterator<T>, bool>
`,
  stack: `
m push(value)
m pop()
m top() -> T
m empty() -> bool
m size() -> size_t
m emplace(args...)
m swap(other)
`,
  queue: `
m push(value)
m pop()
m front() -> T
m back() -> T
m empty() -> bool
m size() -> size_t
m emplace(args...)
m swap(other)
`,
  priority_queue: `
m push(value)
m pop()
m top() -> T
m empty() -> bool
m size() -> size_t
m emplace(args...)
m swap(other)
`,
  bitset: `
m set(position)
m reset(position)
m flip(position)
m test(position) -> bool
m count() -> size_t
m any() -> bool
m none() -> bool
m all() -> bool
m size() -> size_t
m to_string() -> string
m to_ulong() -> unsigned long
`,
  initializer_list: `
m size() -> size_t
m begin() -> iterator<T>
m end() -> iterator<T>
`,
  pair: `
p first -> T
p second -> U
m swap(other)
`,
  tuple: `
m swap(other)
`,
  iterator: `

`,
}
