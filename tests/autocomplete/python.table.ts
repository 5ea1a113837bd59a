import type { PlaceCase } from './table.ts'

const REPORT = `import os
import json as j
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

LIMIT_BYTES = 4096


@dataclass
class Entry:
    title: str
    size: int = 0
    tags: list[str] = None

    def label(self) -> str:
        return f'{self.title} ({self.size})'


class Folder(Entry):
    """A folder of entries."""

    def __init__(self, title, entries=()):
        super().__init__(title)
        self.entries = list(entries)
        self.path: Path = Path(title)
        self._cache = {}

    @property
    def total(self) -> int:
        return sum(entry.size for entry in self.entries)

    @classmethod
    def empty(cls, title):
        return cls(title)

    def largest(self, count: int = 3) -> list[Entry]:
        ranked = sorted(self.entries, key=lambda entry: entry.size)
        return ranked[:count]


def load_folder(root: str, *, recursive: bool = False) -> Folder:
    folder = Folder(root)
    return folder

`

/** A place at the end of a real file. */
const at = (name: string, end: string, expected: Omit<PlaceCase, 'name' | 'code'>): PlaceCase => ({
  name,
  code: REPORT + end,
  ...expected,
})

export const PLACES: readonly PlaceCase[] = [
  { name: 'a builtin', code: 'pri‸', first: 'print' },
  { name: 'a word in the middle of code', code: 'x = 1\nwhi‸\ny = 2', first: 'while', hasNot: ['with'] },
  at('a function of the file', 'loa‸', { first: 'load_folder' }),
  at('a class of the file, in another case', 'f = fold‸', {
    first: 'Folder',
    has: ['Folder', 'load_folder'],
  }),
  at('a constant by its humps', 'print(LB‸)', { first: 'LIMIT_BYTES' }),
  at('a name that was imported', 'names = Cou‸', { first: 'Counter' }),
  at('a module that was imported under another name', 'text = j.dum‸', { first: 'dumps' }),
  at('its own name is not there', 'text = jso‸', { hasNot: ['json'] }),
  at('a parameter before a builtin', 'def scale(value, prices):\n    return pr‸', {
    first: 'prices',
    has: ['print'],
  }),
  at('a variable of the function', 'def run():\n    printed = 0\n    prin‸', { first: 'printed' }),
  at('names of another function stay there', 'def one():\n    secret = 1\n\ndef two():\n    sec‸', {
    hasNot: ['secret'],
  }),
  at('after the function its variables are gone', 'def one():\n    secret = 1\n\nsec‸', {
    hasNot: ['secret'],
  }),
  at('targets of a tuple', 'left_side, (right_side, *others) = unpack()\nprint(righ‸)', {
    first: 'right_side',
  }),
  at('a loop variable', 'for entry in folder.entries:\n    print(ent‸)', { first: 'entry' }),
  at('what a with names', "with open('x') as handle:\n    han‸", { first: 'handle' }),
  at('what an except names', 'try:\n    pass\nexcept OSError as problem:\n    raise prob‸', {
    first: 'problem',
  }),
  at('what a walrus names', 'if (matched := find()):\n    print(matc‸)', { first: 'matched' }),
  at('a comprehension', 'titles = [element.title for element in things if ele‸]', { first: 'element' }),
  at('a parameter of a lambda', 'key = lambda candidate: cand‸', { first: 'candidate' }),
  at('a captured name in a case', 'match point:\n    case (first_axis, _):\n        print(firs‸)', {
    first: 'first_axis',
  }),
  at('self', 'class A:\n    def run(self):\n        sel‸', { first: 'self' }),
  at(
    'members of self',
    'class B:\n    def __init__(self):\n        self.count = 0\n    def up(self):\n        self.‸',
    {
      has: ['count', 'up'],
      hasNot: ['print', 'self', 'load_folder'],
    },
  ),
  at('members of an instance', 'home = Folder("home")\nhome.‸', {
    has: ['entries', 'largest', 'total', 'title', 'label'],
    hasNot: ['LIMIT_BYTES', 'len'],
  }),
  at('a private member comes last but is there', 'home = Folder("home")\nhome._c‸', { first: '_cache' }),
  at('members of a base class first by use', 'home = Folder("home")\nhome.tit‸', { first: 'title' }),
  at('what an own function answers', 'load_folder("x").larg‸', { first: 'largest' }),
  at('an element of what a method answers', 'Folder("x").largest()[0].la‸', { first: 'label' }),
  at('an attribute with a type', 'load_folder("x").path.read_‸', { first: 'read_text', has: ['read_bytes'] }),
  at(
    'class methods on cls',
    'class C(Folder):\n    @classmethod\n    def make(cls):\n        return cls.emp‸',
    {
      first: 'empty',
    },
  ),
  at('what super has', 'class D(Folder):\n    def total(self):\n        return super().lar‸', {
    first: 'largest',
  }),
  { name: 'members of a string', code: '"a b".spl‸', first: 'split', has: ['splitlines'] },
  { name: 'members of what a string answers', code: 'words = "a b".split()\nwords.app‸', first: 'append' },
  {
    name: 'an element of a list of strings',
    code: 'for word in "a b".split():\n    word.upp‸',
    first: 'upper',
  },
  { name: 'members of a list', code: 'xs = []\nxs.ext‸', first: 'extend', hasNot: ['exit'] },
  { name: 'members of a dict', code: 'd = {"a": 1}\nd.it‸', first: 'items' },
  { name: 'members of a set', code: 's = {1, 2}\ns.un‸', first: 'union' },
  { name: 'a parameter with a type', code: 'def f(s: str):\n    return s.low‸', first: 'lower' },
  {
    name: 'a type that may be None',
    code: 'def f(s: "str | None" = None, t: str | None = None):\n    t.tit‸',
    first: 'title',
  },
  {
    name: 'an optional type',
    code: 'from typing import Optional\ndef f(s: Optional[str]):\n    s.zf‸',
    first: 'zfill',
  },
  {
    name: 'an open file',
    code: 'with open("x") as file:\n    file.readl‸',
    first: 'readline',
    has: ['readlines'],
  },
  { name: 'what a module offers', code: 'import math\nmath.sq‸', first: 'sqrt' },
  { name: 'a module under another name', code: 'import os as o\no.path.jo‸', first: 'join' },
  {
    name: 'a class of a module',
    code: 'import datetime\nnow = datetime.datetime.now()\nnow.strf‸',
    first: 'strftime',
  },
  {
    name: 'a class out of a module',
    code: 'from pathlib import Path\nPath("x").parent.exi‸',
    first: 'exists',
  },
  {
    name: 'a match of a pattern',
    code: 'import re\nfound = re.compile("a").search("b")\nfound.grou‸',
    first: 'group',
  },
  { name: 'a counter', code: 'from collections import Counter\nCounter("abca").most‸', first: 'most_common' },
  {
    name: 'unknown things have the members that the file uses',
    code: 'a.serialize()\nb.ser‸',
    first: 'serialize',
    hasNot: ['set'],
  },
  { name: 'a number has no members', code: 'x = 1.‸', nothing: true },
  { name: 'modules to import', code: 'import js‸', first: 'json' },
  { name: 'a module in a module', code: 'import os.‸', has: ['path'], hasNot: ['getcwd', 'sys'] },
  { name: 'a second module', code: 'import os, sy‸', first: 'sys' },
  { name: 'modules to import from', code: 'from dataclas‸', first: 'dataclasses' },
  { name: 'the word after the module', code: 'from os im‸', first: 'import', hasNot: ['int'] },
  {
    name: 'names of a module',
    code: 'from dataclasses import fie‸',
    first: 'field',
    has: ['fields'],
    hasNot: ['filter'],
  },
  { name: 'names in parentheses', code: 'from typing import (\n    Any,\n    Opt‸\n)', first: 'Optional' },
  { name: 'a new name for a module', code: 'import json as jso‸', nothing: true },
  { name: 'the name of a function', code: 'def pri‸', nothing: true },
  { name: 'the name of a class', code: 'class Exc‸', nothing: true },
  { name: 'the name of a parameter', code: 'def f(pri‸', nothing: true },
  { name: 'the variable of a loop', code: 'for ite‸', nothing: true },
  { name: 'what an except names is new', code: 'try:\n    pass\nexcept ValueError as val‸', nothing: true },
  { name: 'in a string', code: 'x = "pri‸"', nothing: true },
  { name: 'in a string without an end', code: 'x = "pri‸', nothing: true },
  {
    name: 'in a string of several lines',
    code: 'def f():\n    """Prints and\n    retur‸\n    """',
    nothing: true,
  },
  { name: 'in a comment', code: 'x = 1  # pri‸', nothing: true },
  { name: 'in a number', code: 'x = 0x1f‸', nothing: true },
  { name: 'the text of a formatted string', code: 'name = 1\nf"nam‸ {name}"', nothing: true },
  { name: 'the braces of a formatted string', code: 'surname = "x"\nf"Hello {surn‸}"', first: 'surname' },
  { name: 'a member in a formatted string', code: 'surname = "x"\nf"Hello {surname.upp‸}"', first: 'upper' },
  { name: 'the format in a formatted string', code: 'width = 1\nf"{1:wid‸}"', nothing: true },
  at('a decorator', '@dat‸', { first: 'dataclass' }),
  { name: 'a built-in decorator', code: 'class A:\n    @prop‸', first: 'property' },
  at('a type of a parameter', 'def sort(entry: Ent‸', { first: 'Entry', hasNot: ['entry', 'enumerate'] }),
  at('a type that a function answers', 'def sort(entry) -> Fol‸', {
    first: 'Folder',
    hasNot: ['load_folder'],
  }),
  at('a type of a variable', 'size: in‸', { first: 'int', hasNot: ['input', 'in'] }),
  at('a type in brackets', 'entries: list[Ent‸]', { first: 'Entry' }),
  at('the bases of a class', 'class Archive(Fol‸', { first: 'Folder', hasNot: ['load_folder'] }),
  {
    name: 'what an except catches',
    code: 'try:\n    pass\nexcept Val‸',
    first: 'ValueError',
    hasNot: ['vars'],
  },
  at('arguments by name', 'load_folder("x", rec‸', { first: 'recursive=' }),
  at('arguments by name of a class', 'Folder("x", ent‸', { first: 'entries=' }),
  at('arguments by name of a data class', 'Entry(ta‸', { first: 'tags=' }),
  { name: 'arguments by name of a builtin', code: 'sorted(xs, ke‸', first: 'key=' },
  { name: 'an argument that is given already', code: 'sorted(xs, key=None, ke‸', hasNot: ['key='] },
  {
    name: 'a snippet that is written whole',
    code: 'def f():\n    for‸',
    first: 'for',
    has: ['fori', 'fore'],
  },
  { name: 'the snippet of a function', code: 'de‸', first: 'def' },
  { name: 'the snippet of a program', code: 'main‸', first: 'main' },
  { name: 'a snippet fits no value', code: 'x = whi‸', hasNot: ['while'] },
  { name: 'a keyword of a value', code: 'x = lam‸', first: 'lambda' },
  { name: 'None', code: 'return_value = Non‸', first: 'None' },
  { name: 'return outside of a function', code: 'retu‸', hasNot: ['return'] },
  { name: 'return in a function', code: 'def f(x):\n    retu‸', first: 'return' },
  { name: 'break outside of a loop', code: 'def f():\n    brea‸', hasNot: ['break'] },
  { name: 'break in a loop', code: 'while True:\n    if x:\n        brea‸', first: 'break' },
  { name: 'await in an async function', code: 'async def f():\n    x = awa‸', first: 'await' },
  { name: 'after a value only operators', code: 'xs = []\nif xs an‸', first: 'and', hasNot: ['any'] },
  { name: 'in a loop’s head', code: 'for x i‸', first: 'in', hasNot: ['int', 'if'] },
  { name: 'a statement in a class', code: 'class A:\n    de‸', first: 'def' },
  { name: 'exceptions first where one is raised', code: 'raise ‸', first: 'Exception', has: ['ValueError'] },
  {
    name: 'decorators first behind the sign',
    code: 'class A:\n    @‸\n    def f(self): ...',
    first: 'property',
  },
  {
    name: 'members by their use as members',
    code: 'import logging\nlog = logging.getLogger()\nlog.warning(log)\nlog.‸',
    first: 'warning',
  },
  { name: 'a method’s snippet is of no use elsewhere', code: 'prop‸', hasNot: ['init', 'defs'] },
]
