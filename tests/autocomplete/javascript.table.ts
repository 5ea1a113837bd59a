import type { PlaceCase } from './table.ts'

/** Places in JavaScript, and what is suggested there. */
export const PLACES: readonly PlaceCase[] = [
  {
    name: 'a function that the text declares',
    code: `function computeTotal(items) {
  return items.length
}

const cart = []
const total = compu‸`,
    first: 'computeTotal',
  },
  {
    name: 'a parameter before a name from outside',
    code: `const valueOutside = 1

export function scale(valueInside, factor) {
  const rounded = Math.round(factor)
  return val‸
}`,
    first: 'valueInside',
    has: ['valueOutside'],
  },
  {
    name: 'a name of a destructured parameter',
    code: `export function render({ title, children }, state) {
  const heading = document.createElement('h1')
  heading.textContent = ti‸
  return heading
}`,
    first: 'title',
  },
  {
    name: 'a binding of a loop',
    code: `const prices = [3, 5, 8]
let sum = 0
for (const price of prices) {
  sum += pri‸
}`,
    first: 'price',
    has: ['prices'],
  },
  {
    name: 'a name that a block keeps to itself',
    code: `function choose(flag) {
  if (flag) {
    const hiddenName = 1
    use(hiddenName)
  }
  return hid‸
}`,
    hasNot: ['hiddenName'],
  },
  {
    name: 'a constant that is declared only later',
    code: `function run() {
  const first = lat‸
  const laterName = 2
  return first + laterName
}`,
    hasNot: ['laterName'],
  },
  {
    name: 'a function that is declared only later',
    code: `const answer = formatA‸

function formatAnswer(value) {
  return \`\${value}\`
}`,
    first: 'formatAnswer',
  },
  {
    name: 'what a catch has caught',
    code: `async function load(url) {
  try {
    return await fetch(url)
  } catch (problem) {
    console.error(prob‸)
  }
}`,
    first: 'problem',
  },
  {
    name: 'a function imported by another name',
    code: `import { readFile as slurp } from 'node:fs/promises'

export async function main(path) {
  const text = await slu‸
}`,
    first: 'slurp',
    hasNot: ['readFile'],
  },
  {
    name: 'a namespace that was imported',
    code: `import * as path from 'node:path'
import fs from 'node:fs'

const root = pat‸`,
    first: 'path',
  },
  {
    name: 'a member of a string',
    code: `const line = 'a,b,c'
const parts = line.spl‸`,
    first: 'split',
  },
  {
    name: 'a member along a chain',
    code: `const text = 'b a'
const sorted = text.split(' ').fil‸`,
    first: 'filter',
    hasNot: ['trim'],
  },
  {
    name: 'a member of an element in a callback',
    code: `const words = ['one', 'two']
const loud = words.map((word) => word.toUp‸)`,
    first: 'toUpperCase',
    hasNot: ['push'],
  },
  {
    name: 'a member of a map',
    code: `const seen = new Map()
seen.set('a', 1)
if (seen.ha‸) {
}`,
    first: 'has',
  },
  {
    name: 'what only an array has, of a set',
    code: `const ids = new Set([1, 2])
ids.‸`,
    has: ['add', 'delete', 'size'],
    hasNot: ['push', 'map'],
  },
  {
    name: 'a member of Math',
    code: `function area(radius) {
  return Math.P‸ * radius ** 2
}`,
    first: 'PI',
  },
  { name: 'a member of JSON', code: `const body = JSON.str‸`, first: 'stringify' },
  {
    name: 'a member of console',
    code: `function report(problem) {
  console.er‸
}`,
    first: 'error',
  },
  {
    name: 'a member of the document',
    code: `const button = document.querySel‸`,
    first: 'querySelector',
    has: ['querySelectorAll'],
  },
  {
    name: 'a member of an element',
    code: `const button = document.getElementById('save')
button.classL‸`,
    first: 'classList',
  },
  {
    name: 'a member of an event',
    code: `const list = document.querySelector('ul')
list.addEventListener('keydown', (event) => {
  if (event.ctrl‸) return
})`,
    first: 'ctrlKey',
  },
  {
    name: 'a member of an awaited response',
    code: `async function load(url) {
  const response = await fetch(url)
  if (!response.o‸) throw new Error('no')
}`,
    first: 'ok',
  },
  {
    name: 'own members through this',
    code: `class Counter {
  count = 0
  increment() {
    this.count++
  }
  twice() {
    this.incr‸
  }
}`,
    first: 'increment',
    hasNot: ['incrementer'],
  },
  {
    name: 'a private field',
    code: `class Cache {
  #entries = new Map()
  get(key) {
    return this.#ent‸
  }
}`,
    first: '#entries',
  },
  {
    name: 'a private field of a class from outside',
    code: `class Cache {
  #entries = new Map()
  size() {}
}
const cache = new Cache()
cache.‸`,
    has: ['size'],
    hasNot: ['#entries'],
  },
  {
    name: 'members of the class above',
    code: `class Shape {
  area() {}
}
class Circle extends Shape {
  describe() {
    return this.ar‸
  }
}`,
    first: 'area',
  },
  {
    name: 'static members of a class',
    code: `class Point {
  static origin() {
    return new Point()
  }
  length() {}
}
Point.‸`,
    has: ['origin'],
    hasNot: ['length'],
  },
  {
    name: 'members of an instance',
    code: `class Stack {
  push(item) {}
  peek() {}
  static of() {}
}
const stack = new Stack()
stack.pe‸`,
    first: 'peek',
  },
  {
    name: 'properties of an object literal',
    code: `const options = { timeout: 100, retries: 3 }
connect(options.ret‸)`,
    first: 'retries',
  },
  {
    name: 'a member after a question mark',
    code: `const user = { name: 'x', address: { street: 'y' } }
const street = user?.address?.str‸`,
    first: 'street',
  },
  {
    name: 'exports of a module',
    code: `import * as fs from 'node:fs'

const text = fs.readFileS‸`,
    first: 'readFileSync',
  },
  {
    name: 'a name to import',
    code: `import { readF‸ } from 'node:fs'

readFile('a', () => {})`,
    first: 'readFile',
    has: ['readFileSync'],
  },
  { name: 'a name to require', code: `const { joi‸ } = require('path')`, first: 'join' },
  {
    name: 'the name of a module',
    code: `import { join } from 'node:pa‸'`,
    first: 'node:path',
    hasNot: ['node:fs'],
  },
  { name: 'the name of a module to require', code: `const fs = require('fs/p‸')`, first: 'fs/promises' },
  {
    name: 'a destructured property of something known',
    code: `const settings = { theme: 'dark', size: 12 }
const { the‸ } = settings`,
    first: 'theme',
  },
  {
    name: 'a keyword of a statement',
    code: `const a = 1
whi‸`,
    first: 'while',
  },
  {
    name: 'return in a function',
    code: `function twice(x) {
  retu‸
}`,
    first: 'return',
  },
  {
    name: 'return outside of functions',
    code: `const a = 1
retu‸`,
    hasNot: ['return'],
  },
  {
    name: 'await in an async function',
    code: `async function f(promise) {
  const value = awa‸
}`,
    first: 'await',
  },
  {
    name: 'await in another function',
    code: `function f(promise) {
  const value = awa‸
}`,
    hasNot: ['await'],
  },
  {
    name: 'yield in a generator',
    code: `function* count(n) {
  for (let i = 0; i < n; i++) {
    yie‸
  }
}`,
    first: 'yield',
  },
  {
    name: 'break in a loop',
    code: `for (const item of items) {
  if (item === null) {
    brea‸
  }
}`,
    first: 'break',
  },
  {
    name: 'break outside of loops',
    code: `function f() {
  brea‸
}`,
    hasNot: ['break'],
  },
  {
    name: 'case in a switch',
    code: `switch (kind) {
  case 'a':
    run()
    break
  cas‸
}`,
    first: 'case',
  },
  {
    name: 'else after an if',
    code: `if (ready) {
  start()
} els‸`,
    first: 'else',
  },
  {
    name: 'else after nothing',
    code: `const elsewhere = 1
els‸`,
    first: 'elsewhere',
    hasNot: ['else'],
  },
  {
    name: 'catch after a try',
    code: `try {
  risky()
} cat‸`,
    first: 'catch',
  },
  {
    name: 'super in a constructor',
    code: `class B extends A {
  constructor(name) {
    sup‸
  }
}`,
    first: 'super',
  },
  {
    name: 'static in a class',
    code: `class Registry {
  sta‸
}`,
    first: 'static',
  },
  {
    name: 'constructor in a class',
    code: `class Registry {
  cons‸
}`,
    first: 'constructor',
    hasNot: ['console', 'const'],
  },
  {
    name: 'an operator after a value',
    code: `function isDate(value) {
  return value instan‸
}`,
    first: 'instanceof',
  },
  { name: 'a heritage', code: `class Square ext‸`, first: 'extends' },
  {
    name: 'of in a loop',
    code: `const items = [1]
for (const item o‸`,
    first: 'of',
  },
  {
    name: 'a snippet',
    code: `const items = [1, 2]
foro‸`,
    first: 'forof',
  },
  {
    name: 'a snippet for a function',
    code: `const a = 1

funct‸`,
    first: 'function',
  },
  {
    name: 'a snippet inside a call',
    code: `const items = [1]
const total = items.reduce(forin‸)`,
    hasNot: ['forin'],
  },
  {
    name: 'inside a string',
    code: `const name = 'x'
console.log('the nam‸ is')`,
    nothing: true,
  },
  {
    name: 'inside a string that is not closed',
    code: `const name = 'x'
console.log('the nam‸`,
    nothing: true,
  },
  {
    name: 'inside a comment',
    code: `const name = 'x'
// the nam‸ is`,
    nothing: true,
  },
  {
    name: 'inside a comment that is not closed',
    code: `const name = 'x'
/**
 * the nam‸`,
    nothing: true,
  },
  {
    name: 'inside a regular expression',
    code: `const name = 'x'
const pattern = /nam‸e/g`,
    nothing: true,
  },
  {
    name: 'inside a number',
    code: `const name = 'x'
const size = 12‸`,
    nothing: true,
  },
  {
    name: "a template's text",
    code: `const name = 'x'
const greeting = \`hello nam‸\``,
    nothing: true,
  },
  {
    name: "a template's code",
    code: `const name = 'x'
const greeting = \`hello \${nam‸}\``,
    first: 'name',
  },
  {
    name: 'a new constant',
    code: `const name = 'x'
const na‸`,
    nothing: true,
  },
  {
    name: 'a new parameter',
    code: `const name = 'x'
function f(first, na‸) {}`,
    nothing: true,
  },
  {
    name: 'a new function',
    code: `function parse() {}
function par‸`,
    nothing: true,
  },
  {
    name: 'a key of an object',
    code: `const name = 'x'
const person = { nam‸: 1 }`,
    nothing: true,
  },
  {
    name: 'a value of an object',
    code: `const name = 'x'
const person = { title: nam‸ }`,
    first: 'name',
  },
  {
    name: 'a field of a class',
    code: `const mapping = {}
class A {
  mapp‸
}`,
    nothing: true,
  },
  {
    name: 'a component in JSX',
    code: `function Button(props) {
  return <button>{props.label}</button>
}

export function Page() {
  return <main><But‸ /></main>
}`,
    first: 'Button',
  },
  {
    name: 'text in JSX',
    code: `const name = 'x'
const page = <p>the nam‸ is</p>`,
    nothing: true,
  },
  {
    name: 'code in JSX',
    code: `const name = 'x'
const page = <p>the {nam‸} is</p>`,
    first: 'name',
  },
  { name: 'a class of the library', code: `const seen = new WeakM‸`, first: 'WeakMap' },
  { name: 'a function of the library', code: `const id = setInt‸`, first: 'setInterval' },
]
