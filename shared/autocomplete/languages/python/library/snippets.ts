import type { Snippet } from '../../../language_model.ts'

const statement = (label: string, detail: string, ...lines: readonly string[]): Snippet => ({
  label,
  detail,
  template: lines.join('\n'),
  where: 'statement',
})
const member = (label: string, detail: string, ...lines: readonly string[]): Snippet => ({
  ...statement(label, detail, ...lines),
  within: 'class',
})
const value = (label: string, detail: string, template: string): Snippet => ({
  label,
  detail,
  template,
  where: 'value',
})

/** What is written often in Python, with stops. */
export const SNIPPETS: readonly Snippet[] = [
  statement('def', 'function', `def \${name}(\${}):`, `\t\${pass}`),
  member('defs', 'method', `def \${name}(self\${}):`, `\t\${pass}`),
  statement(
    'class',
    'class with a constructor',
    `class \${Name}:`,
    `\tdef __init__(self\${}):`,
    `\t\t\${pass}`,
  ),
  statement('dataclass', 'data class', '@dataclass', `class \${Name}:`, `\t\${field}: \${int}`),
  statement('enum', 'enumeration', `class \${Name}(Enum):`, `\t\${ONE} = \${1}`),
  statement('if', 'if', `if \${condition}:`, `\t\${pass}`),
  statement('ife', 'if and else', `if \${condition}:`, `\t\${pass}`, 'else:', `\t\${}`),
  statement('elif', 'elif', `elif \${condition}:`, `\t\${pass}`),
  statement('else', 'else', 'else:', `\t\${pass}`),
  statement('for', 'for loop', `for \${item} in \${items}:`, `\t\${pass}`),
  statement('fori', 'for loop over numbers', `for \${i} in range(\${n}):`, `\t\${pass}`),
  statement('fore', 'for loop with an index', `for \${i}, \${item} in enumerate(\${items}):`, `\t\${pass}`),
  statement('while', 'while loop', `while \${condition}:`, `\t\${pass}`),
  statement('with', 'with', `with \${value} as \${name}:`, `\t\${pass}`),
  statement('witho', 'open a file', `with open(\${path}, encoding='utf-8') as \${file}:`, `\t\${pass}`),
  statement(
    'try',
    'try and except',
    'try:',
    `\t\${pass}`,
    `except \${Exception} as \${error}:`,
    `\t\${raise}`,
  ),
  statement('tryf', 'try and finally', 'try:', `\t\${pass}`, 'finally:', `\t\${pass}`),
  statement('except', 'except', `except \${Exception} as \${error}:`, `\t\${raise}`),
  statement('match', 'match', `match \${subject}:`, `\tcase \${pattern}:`, `\t\t\${pass}`),
  statement('case', 'case', `case \${pattern}:`, `\t\${pass}`),
  statement('async', 'async function', `async def \${name}(\${}):`, `\t\${pass}`),
  member('property', 'property', '@property', `def \${name}(self):`, `\treturn \${value}`),
  member('init', 'constructor', `def __init__(self\${}):`, `\t\${pass}`),
  statement('main', 'main', 'def main():', `\t\${pass}`, '', '', "if __name__ == '__main__':", '\tmain()'),
  statement('ifmain', 'when run as a program', "if __name__ == '__main__':", `\t\${main()}`),
  statement('test', 'test function', `def test_\${name}():`, `\tassert \${}`),
  statement(
    'testcase',
    'test class',
    `class \${Name}Test(unittest.TestCase):`,
    `\tdef test_\${name}(self):`,
    `\t\t\${pass}`,
  ),
  value('lambda', 'lambda', `lambda \${x}: \${x}`),
]
