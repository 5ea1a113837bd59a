/** The members of the language's own values. */
export const VALUE_TYPES: Readonly<Record<string, string>> = {
  string: `
p length -> number
m at(index) -> string
m charAt(index) -> string
m charCodeAt(index) -> number
m codePointAt(index) -> number
m concat(...strings) -> string
m endsWith(search, end?) -> boolean
m includes(search, from?) -> boolean
m indexOf(search, from?) -> number
m isWellFormed() -> boolean
m lastIndexOf(search, from?) -> number
m localeCompare(other, locales?, options?) -> number
m match(pattern) -> string[] | null
m matchAll(pattern) -> Iterator<string[]>
m normalize(form?) -> string
m padEnd(length, fill?) -> string
m padStart(length, fill?) -> string
m repeat(count) -> string
m replace(pattern, replacement) -> string
m replaceAll(pattern, replacement) -> string
m search(pattern) -> number
m slice(start?, end?) -> string
m split(separator, limit?) -> string[]
m startsWith(search, from?) -> boolean
m substring(start, end?) -> string
m toLocaleLowerCase(locales?) -> string
m toLocaleUpperCase(locales?) -> string
m toLowerCase() -> string
m toString() -> string
m toUpperCase() -> string
m toWellFormed() -> string
m trim() -> string
m trimEnd() -> string
m trimStart() -> string
m valueOf() -> string`,
  number: `
m toExponential(digits?) -> string
m toFixed(digits?) -> string
m toLocaleString(locales?, options?) -> string
m toPrecision(precision?) -> string
m toString(radix?) -> string
m valueOf() -> number`,
  bigint: `
m toLocaleString(locales?, options?) -> string
m toString(radix?) -> string
m valueOf() -> bigint`,
  boolean: `
m toString() -> string
m valueOf() -> boolean`,
  symbol: `
p description -> string
m toString() -> string`,
  Array: `
p length -> number
m at(index) -> T
m concat(...items) -> T[]
m copyWithin(target, start, end?) -> T[]
m entries() -> Iterator<[number, T]>
m every((value, index) => boolean) -> boolean
m filter((value, index) => boolean) -> T[]
m fill(value, start?, end?) -> T[]
m find((value, index) => boolean) -> T
m findIndex((value, index) => boolean) -> number
m findLast((value, index) => boolean) -> T
m findLastIndex((value, index) => boolean) -> number
m flat(depth?) -> Array
m flatMap((value, index) => items) -> Array
m forEach((value, index) => void)
m includes(value, from?) -> boolean
m indexOf(value, from?) -> number
m join(separator?) -> string
m keys() -> Iterator<number>
m lastIndexOf(value, from?) -> number
m map((value, index) => item) -> Array
m pop() -> T
m push(...items) -> number
m reduce((result, value, index) => result, start?)
m reduceRight((result, value, index) => result, start?)
m reverse() -> T[]
m shift() -> T
m slice(start?, end?) -> T[]
m some((value, index) => boolean) -> boolean
m sort((a, b) => number) -> T[]
m splice(start, count?, ...items) -> T[]
m toReversed() -> T[]
m toSorted((a, b) => number) -> T[]
m toSpliced(start, count?, ...items) -> T[]
m toString() -> string
m unshift(...items) -> number
m values() -> Iterator<T>
m with(index, value) -> T[]`,
  Map: `
p size -> number
m clear()
m delete(key) -> boolean
m entries() -> Iterator<[K, V]>
m forEach((value, key, map) => void)
m get(key) -> V
m has(key) -> boolean
m keys() -> Iterator<K>
m set(key, value) -> this
m values() -> Iterator<V>`,
  Set: `
p size -> number
m add(value) -> this
m clear()
m delete(value) -> boolean
m difference(other) -> Set<T>
m entries() -> Iterator<[T, T]>
m forEach((value) => void)
m has(value) -> boolean
m intersection(other) -> Set<T>
m isDisjointFrom(other) -> boolean
m isSubsetOf(other) -> boolean
m isSupersetOf(other) -> boolean
m keys() -> Iterator<T>
m symmetricDifference(other) -> Set<T>
m union(other) -> Set<T>
m values() -> Iterator<T>`,
  WeakMap: `
m delete(key) -> boolean
m get(key) -> V
m has(key) -> boolean
m set(key, value) -> this`,
  WeakSet: `
m add(value) -> this
m delete(value) -> boolean
m has(value) -> boolean`,
  WeakRef: `
m deref() -> T`,
  Iterator: `
m drop(count) -> Iterator<T>
m every((value) => boolean) -> boolean
m filter((value) => boolean) -> Iterator<T>
m find((value) => boolean) -> T
m flatMap((value) => items) -> Iterator
m forEach((value) => void)
m map((value) => item) -> Iterator
m next(value?)
m reduce((result, value) => result, start?)
m return(value?)
m some((value) => boolean) -> boolean
m take(count) -> Iterator<T>
m throw(error)
m toArray() -> T[]`,
  AsyncIterator: `
m next(value?) -> Promise
m return(value?) -> Promise
m throw(error) -> Promise`,
  Promise: `
m catch((reason) => value) -> Promise<T>
m finally(() => void) -> Promise<T>
m then((value) => result, (reason) => result) -> Promise`,
  Function: `
p length -> number
p name -> string
p prototype
m apply(thisArg, args?)
m bind(thisArg, ...args) -> Function
m call(thisArg, ...args)
m toString() -> string`,
  RegExp: `
p dotAll -> boolean
p flags -> string
p global -> boolean
p hasIndices -> boolean
p ignoreCase -> boolean
p lastIndex -> number
p multiline -> boolean
p source -> string
p sticky -> boolean
p unicode -> boolean
m exec(string) -> string[] | null
m test(string) -> boolean
m toString() -> string`,
  Error: `
p cause
p message -> string
p name -> string
p stack -> string
m toString() -> string`,
  AggregateError: `
p errors -> Error[]
p cause
p message -> string
p name -> string
p stack -> string`,
  Date: `
m getDate() -> number
m getDay() -> number
m getFullYear() -> number
m getHours() -> number
m getMilliseconds() -> number
m getMinutes() -> number
m getMonth() -> number
m getSeconds() -> number
m getTime() -> number
m getTimezoneOffset() -> number
m getUTCDate() -> number
m getUTCDay() -> number
m getUTCFullYear() -> number
m getUTCHours() -> number
m getUTCMinutes() -> number
m getUTCMonth() -> number
m getUTCSeconds() -> number
m setDate(day) -> number
m setFullYear(year, month?, day?) -> number
m setHours(hours, minutes?, seconds?, ms?) -> number
m setMilliseconds(ms) -> number
m setMinutes(minutes, seconds?, ms?) -> number
m setMonth(month, day?) -> number
m setSeconds(seconds, ms?) -> number
m setTime(ms) -> number
m toDateString() -> string
m toISOString() -> string
m toJSON() -> string
m toLocaleDateString(locales?, options?) -> string
m toLocaleString(locales?, options?) -> string
m toLocaleTimeString(locales?, options?) -> string
m toString() -> string
m toTimeString() -> string
m toUTCString() -> string
m valueOf() -> number`,
  ArrayBuffer: `
p byteLength -> number
p maxByteLength -> number
p resizable -> boolean
m resize(length)
m slice(start?, end?) -> ArrayBuffer
m transfer(length?) -> ArrayBuffer`,
  DataView: `
p buffer -> ArrayBuffer
p byteLength -> number
p byteOffset -> number
m getFloat32(offset, littleEndian?) -> number
m getFloat64(offset, littleEndian?) -> number
m getInt16(offset, littleEndian?) -> number
m getInt32(offset, littleEndian?) -> number
m getInt8(offset) -> number
m getUint16(offset, littleEndian?) -> number
m getUint32(offset, littleEndian?) -> number
m getUint8(offset) -> number
m setFloat32(offset, value, littleEndian?)
m setFloat64(offset, value, littleEndian?)
m setInt16(offset, value, littleEndian?)
m setInt32(offset, value, littleEndian?)
m setInt8(offset, value)
m setUint16(offset, value, littleEndian?)
m setUint32(offset, value, littleEndian?)
m setUint8(offset, value)`,
  NumberFormat: `
m format(number) -> string
m formatToParts(number) -> Array
m resolvedOptions()`,
  DateTimeFormat: `
m format(date?) -> string
m formatRange(start, end) -> string
m formatToParts(date?) -> Array
m resolvedOptions()`,
  Collator: `
m compare(a, b) -> number
m resolvedOptions()`,
  PluralRules: `
m select(number) -> string`,
  ListFormat: `
m format(list) -> string`,
  RelativeTimeFormat: `
m format(value, unit) -> string`,
  Segmenter: `
m segment(text)`,
}
