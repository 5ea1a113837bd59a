/** What the headers of C++ offer under `std`. */
export const STD_HEADERS: Readonly<Record<string, string>> = {
  iostream: `
v cout -> ostream
v cin -> istream
v cerr -> ostream
v clog -> ostream
f endl
v wcout -> ostream
`,
  string: `
c string
f to_string(value) -> string
f getline(stream, text) -> istream
f stoi(text) -> int
f stol(text) -> long
f stoll(text) -> long
f stod(text) -> double
f stof(text) -> float
f stoul(text) -> unsigned long
c wstring
c u8string
`,
  vector: `
c vector
`,
  map: `
c map
c multimap
`,
  set: `
c set
c multiset
`,
  algorithm: `
f sort(begin, end)
f stable_sort(begin, end)
f partial_sort(begin, middle, end)
f nth_element(begin, nth, end)
f is_sorted(begin, end) -> bool
f find(begin, end, value) -> iterator<Object>
f find_if(begin, end, predicate) -> iterator<Object>
f find_if_not(begin, end, predicate) -> iterator<Object>
f count(begin, end, value) -> size_t
f count_if(begin, end, predicate) -> size_t
f for_each(begin, end, f)
f transform(begin, end, out, f)
f copy(begin, end, out)
f copy_if(begin, end, out, predicate)
f copy_n(begin, n, out)
f move(begin, end, out)
f fill(begin, end, value)
f fill_n(begin, n, value)
f generate(begin, end, f)
f remove(begin, end, value)
f remove_if(begin, end, predicate)
f replace(begin, end, old, value)
f replace_if(begin, end, predicate, value)
f reverse(begin, end)
f rotate(begin, middle, end)
f shuffle(begin, end, random)
f unique(begin, end)
f partition(begin, end, predicate)
f lower_bound(begin, end, value)
f upper_bound(begin, end, value)
f equal_range(begin, end, value)
f binary_search(begin, end, value) -> bool
f merge(begin1, end1, begin2, end2, out)
f set_union(begin1, end1, begin2, end2, out)
f set_intersection(begin1, end1, begin2, end2, out)
f set_difference(begin1, end1, begin2, end2, out)
f max(a, b) -> T
f min(a, b) -> T
f minmax(a, b) -> pair<T, T>
f max_element(begin, end)
f min_element(begin, end)
f minmax_element(begin, end)
f clamp(value, low, high) -> T
f all_of(begin, end, predicate) -> bool
f any_of(begin, end, predicate) -> bool
f none_of(begin, end, predicate) -> bool
f equal(begin1, end1, begin2) -> bool
f mismatch(begin1, end1, begin2)
f search(begin, end, begin2, end2)
f lexicographical_compare(begin1, end1, begin2, end2) -> bool
f next_permutation(begin, end) -> bool
f prev_permutation(begin, end) -> bool
f swap_ranges(begin1, end1, begin2)
f make_heap(begin, end)
f push_heap(begin, end)
f pop_heap(begin, end)
f sort_heap(begin, end)
`,
  memory: `
c unique_ptr
c shared_ptr
c weak_ptr
f make_unique(args...) -> unique_ptr<T>
f make_shared(args...) -> shared_ptr<T>
c enable_shared_from_this
c allocator
f static_pointer_cast(pointer) -> shared_ptr<T>
f dynamic_pointer_cast(pointer) -> shared_ptr<T>
f addressof(value)
`,
  unordered_map: `
c unordered_map
c unordered_multimap
`,
  unordered_set: `
c unordered_set
c unordered_multiset
`,
  utility: `
c pair
f move(value) -> T
f make_pair(first, second) -> pair<T, U>
f swap(a, b)
f forward(value) -> T
f exchange(old, value) -> T
f as_const(value) -> T
f declval()
c index_sequence
c in_place_t
`,
  array: `
c array
f to_array(values)
`,
  deque: `
c deque
`,
  list: `
c list
`,
  forward_list: `
c forward_list
`,
  queue: `
c queue
c priority_queue
`,
  stack: `
c stack
`,
  span: `
c span
`,
  bitset: `
c bitset
`,
  tuple: `
c tuple
f make_tuple(values...)
f tie(variables...)
f get(tuple)
f apply(f, tuple)
f tuple_cat(tuples...)
`,
  optional: `
c optional
v nullopt
f make_optional(value) -> optional<T>
c bad_optional_access
`,
  variant: `
c variant
f visit(f, variant)
f get(variant)
f get_if(variant)
f holds_alternative(variant) -> bool
c monostate
c bad_variant_access
`,
  any: `
c any
f any_cast(value) -> T
f make_any(args...)
`,
  expected: `
c expected
c unexpected
`,
  functional: `
c function
f bind(f, args...)
f ref(value)
f cref(value)
f invoke(f, args...)
c hash
c less
c greater
c plus
c minus
c multiplies
c equal_to
c reference_wrapper
n placeholders
`,
}
