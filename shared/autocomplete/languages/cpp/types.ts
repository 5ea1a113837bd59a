import type { Heads } from '../braces/library_types.ts'
import { STD } from './modules.ts'
import { CONTAINER_TYPES } from './types_containers.ts'
import { VALUE_TYPES } from './types_values.ts'
import { WORK_TYPES } from './types_work.ts'

/** The members of the library's types and namespaces. */
export const TYPES: Readonly<Record<string, string>> = {
  ...CONTAINER_TYPES,
  ...VALUE_TYPES,
  ...WORK_TYPES,
  'type std': STD,
}

const all = (names: string, head: string): Record<string, string> =>
  Object.fromEntries(names.split(' ').map((name) => [name, head]))

/** The types' own parameters, and what they extend. */
export const HEADS: Heads = {
  ...all(
    'vector deque list array span set unordered_set stack queue priority_queue initializer_list iterator',
    'T',
  ),
  ...all('multiset', 'T : set<T>'),
  ...all('unordered_multiset', 'T : unordered_set<T>'),
  ...all('forward_list', 'T : list<T>'),
  ...all('map unordered_map', 'K, V'),
  multimap: 'K, V : map<K, V>',
  unordered_multimap: 'K, V : unordered_map<K, V>',
  ...all('optional unique_ptr shared_ptr weak_ptr atomic future promise numeric_limits', 'T'),
  ...all('pair expected', 'T, U'),
  ...all('wstring u8string', ' : string'),
  ...all('ifstream', ' : fstream; istream'),
  ...all('ofstream', ' : fstream; ostream'),
  fstream: ' : istream; ostream',
  stringstream: ' : istream; ostream',
  istringstream: ' : stringstream',
  ostringstream: ' : stringstream',
  jthread: ' : thread',
  ...all('recursive_mutex', ' : mutex'),
  ...all('shared_lock', ' : unique_lock'),
  condition_variable_any: ' : condition_variable',
  ...all('milliseconds seconds minutes hours microseconds nanoseconds days', ' : duration'),
  mt19937_64: ' : mt19937',
  ...all('runtime_error logic_error bad_alloc bad_optional_access bad_variant_access', ' : exception'),
  ...all('invalid_argument out_of_range length_error domain_error', ' : logic_error'),
  ...all('overflow_error underflow_error range_error', ' : runtime_error'),
}

/** The lines of a library type, or of what belongs to the type or namespace itself. */
export const linesOf = (name: string, fixed: boolean): string | null => {
  const key = fixed ? `type ${name}` : name
  if (Object.hasOwn(TYPES, key)) return TYPES[key] ?? null
  return !fixed && Object.hasOwn(HEADS, name) ? '' : null
}
