/** The types that come with TypeScript alone. */
export const UTILITY_TYPES = `
t string
t number
t boolean
t any
t unknown
t never
t void
t object
t bigint
t symbol
t undefined
t null
t Awaited<T>
t Capitalize<S>
t ConstructorParameters<C>
t Exclude<T, U>
t Extract<T, U>
t InstanceType<C>
t Lowercase<S>
t NoInfer<T>
t NonNullable<T>
t Omit<T, K>
t Parameters<F>
t Partial<T>
t Pick<T, K>
t Readonly<T>
t Record<K, V>
t Required<T>
t ReturnType<F>
t ThisType<T>
t Uncapitalize<S>
t Uppercase<S>
i ArrayLike<T>
i AsyncGenerator<T>
i AsyncIterable<T>
i AsyncIterableIterator<T>
i AsyncIterator<T>
i Generator<T>
i Iterable<T>
i IterableIterator<T>
i Iterator<T>
i PromiseLike<T>
i PropertyKey
i ReadonlyArray<T>
i ReadonlyMap<K, V>
i ReadonlySet<T>
i Console
i Storage
i Window`
