import type { Snippet } from '../../language_model.ts'

/** A template of several lines; they are indented with tabs. */
const lines = (...each: readonly string[]): string => each.join('\n')

/** Constructs that are written whole, with a stop for each part. */
export const SNIPPETS: readonly Snippet[] = [
  {
    label: 'function',
    detail: 'function definition',
    template: lines(`function \${name}(\${params}) {`, `\t\${}`, '}'),
    where: 'statement',
  },
  {
    label: 'async',
    detail: 'async function definition',
    template: lines(`async function \${name}(\${params}) {`, `\t\${}`, '}'),
    where: 'statement',
  },
  { label: 'arrow', detail: 'arrow function', template: `(\${params}) => \${}`, where: 'value' },
  {
    label: 'class',
    detail: 'class definition',
    template: lines(`class \${Name} {`, `\tconstructor(\${params}) {`, `\t\t\${}`, '\t}', '}'),
    where: 'statement',
  },
  {
    label: 'for',
    detail: 'counting loop',
    template: lines(`for (let \${i} = 0; \${i} < \${count}; \${i}++) {`, `\t\${}`, '}'),
    where: 'statement',
  },
  {
    label: 'forof',
    detail: 'loop over values',
    template: lines(`for (const \${item} of \${items}) {`, `\t\${}`, '}'),
    where: 'statement',
  },
  {
    label: 'forin',
    detail: 'loop over keys',
    template: lines(`for (const \${key} in \${object}) {`, `\t\${}`, '}'),
    where: 'statement',
  },
  {
    label: 'while',
    detail: 'while loop',
    template: lines(`while (\${condition}) {`, `\t\${}`, '}'),
    where: 'statement',
  },
  {
    label: 'dowhile',
    detail: 'do … while loop',
    template: lines('do {', `\t\${}`, `} while (\${condition})`),
    where: 'statement',
  },
  {
    label: 'if',
    detail: 'if block',
    template: lines(`if (\${condition}) {`, `\t\${}`, '}'),
    where: 'statement',
  },
  {
    label: 'ife',
    detail: 'if … else block',
    template: lines(`if (\${condition}) {`, `\t\${}`, '} else {', `\t\${}`, '}'),
    where: 'statement',
  },
  {
    label: 'else',
    detail: 'else block',
    template: lines('else {', `\t\${}`, '}'),
    where: 'statement',
    within: 'if',
  },
  {
    label: 'try',
    detail: 'try … catch block',
    template: lines('try {', `\t\${}`, `} catch (\${error}) {`, `\t\${}`, '}'),
    where: 'statement',
  },
  {
    label: 'switch',
    detail: 'switch block',
    template: lines(
      `switch (\${value}) {`,
      `\tcase \${match}:`,
      `\t\t\${}`,
      '\t\tbreak',
      '\tdefault:',
      `\t\t\${}`,
      '}',
    ),
    where: 'statement',
  },
  {
    label: 'case',
    detail: 'case of a switch',
    template: lines(`case \${match}:`, `\t\${}`, '\tbreak'),
    where: 'statement',
    within: 'switch',
  },
  {
    label: 'import',
    detail: 'named import',
    template: `import { \${names} } from '\${module}'`,
    where: 'statement',
    within: 'top',
  },
  {
    label: 'importall',
    detail: 'namespace import',
    template: `import * as \${name} from '\${module}'`,
    where: 'statement',
    within: 'top',
  },
  { label: 'log', detail: 'console.log(…)', template: `console.log(\${})`, where: 'statement' },
  {
    label: 'timeout',
    detail: 'setTimeout(…)',
    template: lines('setTimeout(() => {', `\t\${}`, `}, \${1000})`),
    where: 'statement',
  },
  {
    label: 'describe',
    detail: 'test suite',
    template: lines(`describe('\${subject}', () => {`, `\t\${}`, '})'),
    where: 'statement',
  },
  {
    label: 'test',
    detail: 'test case',
    template: lines(`test('\${title}', () => {`, `\t\${}`, '})'),
    where: 'statement',
  },
  {
    label: 'main',
    detail: 'async main function',
    template: lines(
      'async function main() {',
      `\t\${}`,
      '}',
      '',
      'main().catch((error) => {',
      '\tconsole.error(error)',
      '\tprocess.exitCode = 1',
      '})',
    ),
    where: 'statement',
    within: 'module',
  },
]
