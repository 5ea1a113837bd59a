import type { Snippet } from '../../language_model.ts'

const inFunction = (label: string, detail: string, template: string): Snippet => ({
  label,
  detail,
  template,
  where: 'statement',
  within: 'function',
})
const inClass = (label: string, detail: string, template: string): Snippet => ({
  label,
  detail,
  template,
  where: 'statement',
  within: 'members',
})
const outside = (label: string, detail: string, template: string): Snippet => ({
  label,
  detail,
  template,
  where: 'statement',
  within: 'top',
})

const CLASS = `class \${Name} {\n\t\${}\n}`
const INTERFACE = `interface \${Name} {\n\t\${}\n}`
const ENUM = `enum \${Name} {\n\t\${ONE}, \${TWO}\n}`
const RECORD = `record \${Name}(\${int value}) {\n\t\${}\n}`

/** Java's patterns of code. */
export const SNIPPETS: readonly Snippet[] = [
  outside('class', 'public class …', `public ${CLASS}`),
  outside(
    'main',
    'class with main',
    `public class \${Main} {\n\tpublic static void main(String[] args) {\n\t\t\${}\n\t}\n}`,
  ),
  outside('interface', 'public interface …', `public ${INTERFACE}`),
  outside('enum', 'public enum …', `public ${ENUM}`),
  outside('record', 'public record …', `public ${RECORD}`),
  inClass('main', 'public static void main', `public static void main(String[] args) {\n\t\${}\n}`),
  inClass('psvm', 'public static void main', `public static void main(String[] args) {\n\t\${}\n}`),
  inClass('method', 'public method', `public \${void} \${name}(\${}) {\n\t\${}\n}`),
  inClass('static', 'public static method', `public static \${void} \${name}(\${}) {\n\t\${}\n}`),
  inClass('ctor', 'constructor', `public \${Name}(\${}) {\n\t\${}\n}`),
  inClass('field', 'private field', `private \${int} \${name};`),
  inClass('getter', "a field's getter", `public \${int} get\${Name}() {\n\treturn \${name};\n}`),
  inClass(
    'setter',
    "a field's setter",
    `public void set\${Name}(\${int} \${name}) {\n\tthis.\${name} = \${name};\n}`,
  ),
  inClass('override', '@Override method', `@Override\npublic \${String} \${toString}(\${}) {\n\t\${}\n}`),
  inClass('class', 'nested class', `private static ${CLASS}`),
  inClass('interface', 'nested interface', INTERFACE),
  inClass('enum', 'nested enum', ENUM),
  inClass('record', 'nested record', RECORD),
  inFunction('sout', 'System.out.println', `System.out.println(\${});`),
  inFunction('souf', 'System.out.printf', `System.out.printf("\${%s}%n", \${});`),
  inFunction('serr', 'System.err.println', `System.err.println(\${});`),
  inFunction('for', 'for loop', `for (int \${i} = 0; \${i} < \${n}; \${i}++) {\n\t\${}\n}`),
  inFunction('fori', 'for loop with an index', `for (int \${i} = 0; \${i} < \${n}; \${i}++) {\n\t\${}\n}`),
  inFunction('foreach', 'for each', `for (\${var} \${item} : \${items}) {\n\t\${}\n}`),
  inFunction('while', 'while loop', `while (\${condition}) {\n\t\${}\n}`),
  inFunction('dowhile', 'do … while', `do {\n\t\${}\n} while (\${condition});`),
  inFunction('if', 'if', `if (\${condition}) {\n\t\${}\n}`),
  inFunction('ife', 'if … else', `if (\${condition}) {\n\t\${}\n} else {\n\t\${}\n}`),
  inFunction('ifelse', 'if … else', `if (\${condition}) {\n\t\${}\n} else {\n\t\${}\n}`),
  inFunction('try', 'try … catch', `try {\n\t\${}\n} catch (\${Exception} e) {\n\t\${}\n}`),
  inFunction('tryr', 'try with a resource', `try (\${var} \${in} = \${}) {\n\t\${}\n}`),
  inFunction('switch', 'switch', `switch (\${value}) {\n\tcase \${1} -> \${};\n\tdefault -> \${};\n}`),
  inFunction('throw', 'throw new …', `throw new \${IllegalArgumentException}(\${});`),
  { label: 'else', detail: 'else', template: `else {\n\t\${}\n}`, where: 'statement', within: 'after_if' },
  {
    label: 'elif',
    detail: 'else if',
    template: `else if (\${condition}) {\n\t\${}\n}`,
    where: 'statement',
    within: 'after_if',
  },
  {
    label: 'catch',
    detail: 'catch',
    template: `catch (\${Exception} e) {\n\t\${}\n}`,
    where: 'statement',
    within: 'after_try',
  },
  {
    label: 'finally',
    detail: 'finally',
    template: `finally {\n\t\${}\n}`,
    where: 'statement',
    within: 'after_try',
  },
  {
    label: 'case',
    detail: 'case',
    template: `case \${value}:\n\t\${}\n\tbreak;`,
    where: 'statement',
    within: 'switch',
  },
  { label: 'lambda', detail: '(…) -> …', template: `(\${x}) -> \${}`, where: 'value', within: 'function' },
]
