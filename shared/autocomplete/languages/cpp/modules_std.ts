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
  sstream: `
c stringstream
c ostringstream
c istringstream
`,
  fstream: `
c fstream
c ifstream
c ofstream
`,
  iomanip: `
f setprecision(n)
f setw(n)
f setfill(character)
f put_time(time, format)
f quoted(text)
`,
  ios: `
c ios
f fixed
f scientific
f hex
f dec
f oct
f boolalpha
f left
f right
f showpos
`,
  ostream: `
c ostream
f flush
`,
  istream: `
c istream
f ws
`,
  numeric: `
f accumulate(begin, end, start) -> T
f iota(begin, end, start)
f reduce(begin, end) -> T
f inner_product(begin1, end1, begin2, start) -> T
f partial_sum(begin, end, out)
f adjacent_difference(begin, end, out)
f gcd(a, b) -> T
f lcm(a, b) -> T
f midpoint(a, b) -> T
f transform_reduce(begin, end, start, join, f) -> T
`,
  iterator: `
f back_inserter(container)
f front_inserter(container)
f inserter(container, position)
f begin(container)
f end(container)
f next(iterator, n)
f prev(iterator, n)
f advance(iterator, n)
f distance(begin, end)
f size(container) -> size_t
f make_move_iterator(iterator)
c istream_iterator
c ostream_iterator
c istreambuf_iterator
`,
  limits: `
c numeric_limits
`,
  stdexcept: `
c runtime_error
c logic_error
c invalid_argument
c out_of_range
c length_error
c domain_error
c overflow_error
c underflow_error
c range_error
`,
  exception: `
c exception
f current_exception()
f rethrow_exception(exception)
f terminate()
c exception_ptr
`,
  new: `
c bad_alloc
v nothrow
`,
  string_view: `
c string_view
`,
  chrono: `
n chrono
`,
  thread: `
c thread
c jthread
n this_thread
`,
  mutex: `
c mutex
c recursive_mutex
c lock_guard
c unique_lock
c scoped_lock
c once_flag
f call_once(flag, f)
`,
  shared_mutex: `
c shared_mutex
c shared_lock
`,
  condition_variable: `
c condition_variable
c condition_variable_any
`,
  atomic: `
c atomic
c atomic_flag
t atomic_int
t atomic_bool
k memory_order_relaxed
k memory_order_acquire
k memory_order_release
k memory_order_seq_cst
`,
  future: `
c future
c promise
c packaged_task
f async(f, args...) -> future<Object>
c shared_future
`,
  random: `
c mt19937
c mt19937_64
c random_device
c uniform_int_distribution
c uniform_real_distribution
c normal_distribution
c bernoulli_distribution
c discrete_distribution
c default_random_engine
`,
  regex: `
c regex
c smatch
f regex_match(text, match, regex) -> bool
f regex_search(text, match, regex) -> bool
f regex_replace(text, regex, replacement) -> string
c sregex_iterator
`,
  filesystem: `
n filesystem
`,
  ranges: `
n ranges
n views
`,
  format: `
f format(format, args...) -> string
f format_to(out, format, args...)
`,
  print: `
f print(format, args...)
f println(format, args...)
`,
  type_traits: `
c is_same
c is_same_v
c is_integral
c is_integral_v
c is_floating_point_v
c is_arithmetic_v
c is_base_of_v
c is_convertible_v
c enable_if
c enable_if_t
c decay_t
c remove_reference_t
c remove_cv_t
c conditional_t
c invoke_result_t
c true_type
c false_type
c is_pointer_v
c is_const_v
c void_t
`,
  concepts: `
t integral
t floating_point
t same_as
t convertible_to
t derived_from
t invocable
t predicate
t regular
t copyable
t movable
t totally_ordered
`,
  compare: `
t strong_ordering
t weak_ordering
t partial_ordering
`,
  initializer_list: `
c initializer_list
`,
  typeinfo: `
c type_info
`,
  typeindex: `
c type_index
`,
  numbers: `
n numbers
`,
  source_location: `
c source_location
`,
  coroutine: `
c coroutine_handle
c suspend_always
c suspend_never
`,
  bit: `
f popcount(x) -> int
f countl_zero(x) -> int
f countr_zero(x) -> int
f bit_cast(value) -> T
f has_single_bit(x) -> bool
f bit_ceil(x) -> T
f bit_floor(x) -> T
`,
  charconv: `
f from_chars(begin, end, value)
f to_chars(begin, end, value)
`,
  complex: `
c complex
f real(z)
f imag(z)
f conj(z)
f arg(z)
f norm(z)
`,
  valarray: `
c valarray
`,
}
