import type { PlaceCase } from './table.ts'

/** Places in TypeScript, and what is suggested there. */
export const PLACES: readonly PlaceCase[] = [
  {
    name: 'a primitive type',
    code: `interface User {
  name: stri‸
}`,
    first: 'string',
  },
  {
    name: 'an interface as a type',
    code: `interface Account {
  id: number
}

function close(account: Acco‸) {}`,
    first: 'Account',
  },
  {
    name: 'a value where a type stands',
    code: `const accountName = 'x'
function close(account: accou‸) {}`,
    hasNot: ['accountName'],
  },
  {
    name: 'an alias as a result',
    code: `type Result = { ok: boolean }

export function run(): Resu‸`,
    first: 'Result',
  },
  {
    name: 'a utility type',
    code: `interface User {
  id: number
}
let draft: Parti‸`,
    first: 'Partial',
  },
  {
    name: 'an argument of a generic type',
    code: `interface User {
  id: number
}
const users = new Map<string, Us‸`,
    first: 'User',
  },
  {
    name: 'an argument of a generic annotation',
    code: `type Job = { id: number }
const queue: Array<Jo‸> = []`,
    first: 'Job',
  },
  {
    name: 'a part of a union',
    code: `interface Circle { radius: number }
interface Square { side: number }
type Shape = Circle | Squa‸`,
    first: 'Square',
  },
  {
    name: 'a type parameter',
    code: `export function first<Item>(items: readonly Item[]): Ite‸ {
  return items[0]
}`,
    first: 'Item',
  },
  {
    name: 'a bound of a type parameter',
    code: `interface Named { name: string }
function greet<T extends Nam‸>(it: T) {}`,
    first: 'Named',
  },
  {
    name: 'a type that is asserted',
    code: `interface Config { port: number }
const config = JSON.parse(text) as Conf‸`,
    first: 'Config',
  },
  {
    name: 'what a class implements',
    code: `interface Disposer { dispose(): void }
class Timer implements Dispo‸ {
}`,
    first: 'Disposer',
  },
  {
    name: 'what a class extends',
    code: `abstract class BaseStore {}
class DiskStore extends BaseS‸ {
}`,
    first: 'BaseStore',
  },
  {
    name: 'what an interface extends',
    code: `interface Entity { id: string }
interface User extends Enti‸ {
}`,
    first: 'Entity',
  },
  {
    name: 'members of an interface',
    code: `interface User {
  name: string
  email: string
}

function label(user: User) {
  return user.em‸
}`,
    first: 'email',
  },
  {
    name: 'members of a member',
    code: `interface User {
  name: string
}

function label(user: User) {
  return user.name.toUp‸
}`,
    first: 'toUpperCase',
  },
  {
    name: 'members of an element of a typed list',
    code: `interface Task { due: number; title: string }
function late(tasks: Task[]) {
  return tasks.filter((task) => task.du‸)
}`,
    first: 'due',
  },
  {
    name: 'members that an interface inherits',
    code: `interface Entity { id: string }
interface User extends Entity { name: string }
declare const user: User
user.i‸`,
    first: 'id',
  },
  {
    name: 'members of an enum',
    code: `enum Color {
  Red,
  Green,
}

const paint = Color.Gr‸`,
    first: 'Green',
    hasNot: ['length'],
  },
  {
    name: 'an enum as a value',
    code: `enum Direction { Up, Down }

move(Dire‸)`,
    first: 'Direction',
  },
  {
    name: 'members of a namespace',
    code: `namespace Geometry {
  export function distance() {}
  const hidden = 1
}

Geometry.‸`,
    has: ['distance'],
    hasNot: ['hidden'],
  },
  {
    name: 'members of a property that a parameter makes',
    code: `class Service {
  constructor(private readonly cache: Map<string, number>) {}

  read(key: string) {
    return this.cache.g‸
  }
}`,
    first: 'get',
  },
  {
    name: 'a property that a parameter makes',
    code: `class Service {
  constructor(private readonly storage: Storage) {}

  read(key: string) {
    return this.stor‸
  }
}`,
    first: 'storage',
  },
  {
    name: 'a private field',
    code: `class Queue<T> {
  #waiting: T[] = []

  next() {
    return this.#wai‸
  }
}`,
    first: '#waiting',
  },
  {
    name: "a typed private field's members",
    code: `class Queue<T> {
  #waiting: T[] = []

  next() {
    return this.#waiting.shi‸
  }
}`,
    first: 'shift',
  },
  {
    name: 'a decorator',
    code: `function Injectable(target: unknown) {}

@Injec‸
class Service {}`,
    first: 'Injectable',
  },
  {
    name: 'a modifier in a class',
    code: `class Account {
  priv‸
}`,
    first: 'private',
  },
  {
    name: 'readonly after a modifier',
    code: `class Account {
  private reado‸
}`,
    first: 'readonly',
  },
  {
    name: 'a field of a class',
    code: `class Account {
  balanc‸
}`,
    nothing: true,
  },
  {
    name: 'a key of an interface',
    code: `const title = 'x'
interface Book {
  titl‸
}`,
    nothing: true,
  },
  {
    name: 'a new type',
    code: `interface Account {}
type Acc‸`,
    nothing: true,
  },
  {
    name: 'a new type parameter',
    code: `interface Account {}
function f<Acc‸>() {}`,
    nothing: true,
  },
  {
    name: 'a new parameter',
    code: `const account = 1
function f(acc‸: string) {}`,
    nothing: true,
  },
  {
    name: 'a member of an enum that is declared',
    code: `const Red = 1
enum Color {
  Re‸
}`,
    nothing: true,
  },
  {
    name: 'the keyword implements',
    code: `interface A {}
class B impl‸`,
    first: 'implements',
  },
  {
    name: 'the keyword satisfies',
    code: `const config = load()
export default config satis‸`,
    first: 'satisfies',
  },
  {
    name: 'keyof in a type',
    code: `interface User { id: number }
type Keys = keyo‸`,
    first: 'keyof',
  },
  {
    name: 'a snippet for an interface',
    code: `type A = string

interf‸`,
    first: 'interface',
  },
  {
    name: 'a snippet for an enum',
    code: `type A = string

enu‸`,
    first: 'enum',
  },
  { name: 'a keyword where a type stands', code: `function f(): whi‸`, hasNot: ['while'] },
  {
    name: 'a keyword before a type of the same beginning',
    code: `interface Widget {}
const value = await load()
const other = awai‸`,
    first: 'await',
  },
  {
    name: 'members of an awaited result',
    code: `async function read(): Promise<string> {
  return ''
}

async function main() {
  const text = await read()
  text.tri‸
}`,
    first: 'trim',
  },
  {
    name: "members of a record's alias",
    code: `type Options = { verbose: boolean; depth: number }
const options: Options = load()
options.ver‸`,
    first: 'verbose',
  },
  {
    name: 'members of a partial type',
    code: `interface Options { verbose: boolean }
function run(options: Partial<Options>) {
  return options.verb‸
}`,
    first: 'verbose',
  },
  { name: 'a name to import as a type', code: `import type { Stat‸ } from 'node:fs'`, hasNot: ['readFile'] },
  { name: 'a name to import', code: `import { randomU‸ } from 'node:crypto'`, first: 'randomUUID' },
  { name: 'the name of a module', code: `import { spawn } from 'node:child‸'`, first: 'node:child_process' },
  {
    name: 'a parameter with a type',
    code: `export function area(width: number, height: number): number {
  return wid‸
}`,
    first: 'width',
  },
  {
    name: 'a property taken apart',
    code: `interface Props { title: string; size: number }
function show(props: Props) {
  const { tit‸ } = props
}`,
    first: 'title',
  },
  {
    name: 'a name of a property taken apart',
    code: `interface Props { title: string }
export function show({ title }: Props) {
  return title.toLow‸
}`,
    first: 'toLowerCase',
  },
  {
    name: 'a value in a template',
    code: `const count: number = 3
const text = \`there are \${cou‸}\``,
    first: 'count',
  },
  {
    name: "a template's text",
    code: `const count: number = 3
const text = \`there are cou‸\``,
    nothing: true,
  },
  {
    name: 'inside a string',
    code: `const count: number = 3
const text = 'cou‸'`,
    nothing: true,
  },
  {
    name: 'inside a comment',
    code: `const count: number = 3
/* cou‸ */`,
    nothing: true,
  },
  {
    name: 'await in an async arrow function',
    code: `const load = async (url: string): Promise<string> => {
  const response = awai‸
}`,
    first: 'await',
  },
  {
    name: 'return in a method',
    code: `class A {
  value(): number {
    retu‸
  }
}`,
    first: 'return',
  },
  {
    name: 'a member after a mark of being there',
    code: `const list: string[] | undefined = load()
list!.joi‸`,
    first: 'join',
  },
  {
    name: 'a comparison',
    code: `const limit = 3
if (count < lim‸) {
}`,
    first: 'limit',
  },
]
