/** Members of threads, locks, times, files, ranges and the like. */
export const WORK_TYPES: Readonly<Record<string, string>> = {
  thread: `
m join()
m detach()
m joinable() -> bool
m get_id() -> id
m native_handle()
m swap(other)
`,
  'type thread': `
f hardware_concurrency() -> unsigned int
t id
`,
  mutex: `
m lock()
m unlock()
m try_lock() -> bool
`,
  shared_mutex: `
m lock()
m unlock()
m try_lock() -> bool
m lock_shared()
m unlock_shared()
m try_lock_shared() -> bool
`,
  unique_lock: `
m lock()
m unlock()
m try_lock() -> bool
m owns_lock() -> bool
m release()
m mutex()
`,
  condition_variable: `
m wait(lock, predicate)
m wait_for(lock, duration, predicate)
m wait_until(lock, time, predicate)
m notify_one()
m notify_all()
`,
  atomic: `
m load() -> T
m store(value)
m exchange(value) -> T
m compare_exchange_strong(expected, value) -> bool
m compare_exchange_weak(expected, value) -> bool
m fetch_add(delta) -> T
m fetch_sub(delta) -> T
m wait(old)
m notify_one()
m notify_all()
`,
  future: `
m get() -> T
m wait()
m wait_for(duration)
m valid() -> bool
m share()
`,
  promise: `
m set_value(value)
m get_future() -> future<T>
m set_exception(exception)
`,
  exception: `
m what() -> char*
`,
  duration: `
m count() -> long
`,
  time_point: `
m time_since_epoch() -> duration
`,
  'type system_clock': `
f now() -> time_point
f to_time_t(time)
t time_point
`,
  'type steady_clock': `
f now() -> time_point
t time_point
t duration
`,
  'type high_resolution_clock': `
f now() -> time_point
`,
  'type numeric_limits': `
f max() -> T
f min() -> T
f lowest() -> T
f epsilon() -> T
f infinity() -> T
f quiet_NaN() -> T
k digits -> int
`,
  'type ios': `
k in
k out
k app
k binary
k trunc
k ate
k beg
k end
f sync_with_stdio(sync) -> bool
`,
  'type chrono': `
c duration
c time_point
c system_clock
c steady_clock
c high_resolution_clock
t nanoseconds
t microseconds
t milliseconds
t seconds
t minutes
t hours
t days
t weeks
t months
t years
f duration_cast(duration) -> T
f time_point_cast(time) -> T
`,
  'type this_thread': `
f sleep_for(duration)
f sleep_until(time)
f get_id() -> id
f yield()
`,
  'type filesystem': `
c path
c directory_iterator
c recursive_directory_iterator
c directory_entry
f exists(path) -> bool
f create_directory(path) -> bool
f create_directories(path) -> bool
f remove(path) -> bool
f remove_all(path)
f rename(from, to)
f copy(from, to)
f copy_file(from, to) -> bool
f file_size(path) -> size_t
f is_directory(path) -> bool
f is_regular_file(path) -> bool
f current_path() -> path
f absolute(path) -> path
f temp_directory_path() -> path
`,
  path: `
m filename() -> path
m extension() -> path
m stem() -> path
m parent_path() -> path
m string() -> string
m c_str() -> char*
m empty() -> bool
m is_absolute() -> bool
m replace_extension(extension) -> path
m append(part) -> path
`,
  directory_entry: `
m path() -> path
m is_directory() -> bool
m is_regular_file() -> bool
m file_size() -> size_t
m exists() -> bool
`,
  'type ranges': `
f sort(range)
f find(range)
f find_if(range)
f for_each(range)
f copy(range)
f transform(range)
f count(range)
f count_if(range)
f any_of(range)
f all_of(range)
f none_of(range)
f max(range)
f min(range)
f reverse(range)
f binary_search(range)
f lower_bound(range)
f upper_bound(range)
f fill(range)
f distance(range)
n views
`,
  'type views': `
f filter(predicate)
f transform(f)
f take(n)
f drop(n)
f iota(from, to)
v reverse
v keys
v values
v join
f split(by)
f zip(ranges...)
f take_while(predicate)
f drop_while(predicate)
`,
  'type numbers': `
k pi -> double
k e -> double
k sqrt2 -> double
k ln2 -> double
k phi -> double
`,
  'type literals': `
n string_literals
n chrono_literals
`,
  regex: `
m mark_count() -> size_t
`,
  smatch: `
m size() -> size_t
m empty() -> bool
m str(n) -> string
m position(n) -> size_t
m prefix() -> string
m suffix() -> string
`,
  mt19937: `
m seed(value)
m discard(n)
`,
  source_location: `
m line() -> int
m file_name() -> char*
m function_name() -> char*
`,
  'type source_location': `
f current() -> source_location
`,
}
