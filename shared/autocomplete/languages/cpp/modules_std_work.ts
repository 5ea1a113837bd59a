/** What the headers of C++ for streams, numbers, threads and types offer under `std`. */
export const STD_WORK_HEADERS: Readonly<Record<string, string>> = {
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
