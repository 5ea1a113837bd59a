import type { Snippet } from '../../language_model.ts'

const inFunction = (label: string, detail: string, template: string): Snippet => ({
  label,
  detail,
  template,
  where: 'statement',
  within: 'function',
})
const outside = (label: string, detail: string, template: string): Snippet => ({
  label,
  detail,
  template,
  where: 'statement',
  within: 'top',
})
const inClass = (label: string, detail: string, template: string): Snippet => ({
  label,
  detail,
  template,
  where: 'statement',
  within: 'class',
})

/** Patterns of C++ code. */
export const SNIPPETS: readonly Snippet[] = [
  outside('main', 'int main()', `int main() {\n\t\${}\n\treturn 0;\n}`),
  outside('include', '#include <…>', `#include <\${iostream}>`),
  outside('inc', '#include <…>', `#include <\${iostream}>`),
  outside('guard', '#pragma once', `#pragma once\n\${}`),
  outside('class', 'class', `class \${Name} {\npublic:\n\t\${Name}();\n\nprivate:\n\t\${}\n};`),
  outside('struct', 'struct', `struct \${Name} {\n\t\${}\n};`),
  outside('enum', 'enum class', `enum class \${Name} { \${One}, \${Two} };`),
  outside('namespace', 'namespace', `namespace \${name} {\n\t\${}\n}`),
  outside('template', 'template', `template <typename \${T}>\n\${}`),
  outside('function', 'function', `\${void} \${name}(\${}) {\n\t\${}\n}`),
  outside('usingstd', 'using namespace std', 'using namespace std;'),
  inClass('ctor', 'constructor', `\${Name}(\${}) {\n\t\${}\n}`),
  inClass('dtor', 'destructor', `~\${Name}() {\n\t\${}\n}`),
  inClass('method', 'member function', `\${void} \${name}(\${}) {\n\t\${}\n}`),
  inClass('struct', 'nested struct', `struct \${Name} {\n\t\${}\n};`),
  inClass('operator', 'operator', `\${bool} operator\${==}(const \${Name}& other) const {\n\t\${}\n}`),
  inFunction('cout', 'std::cout << …', `std::cout << \${} << "\\n";`),
  inFunction('cin', 'std::cin >> …', `std::cin >> \${};`),
  inFunction('print', 'std::cout << …', `std::cout << \${} << "\\n";`),
  inFunction('for', 'for loop', `for (int \${i} = 0; \${i} < \${n}; ++\${i}) {\n\t\${}\n}`),
  inFunction('fori', 'for loop with an index', `for (int \${i} = 0; \${i} < \${n}; ++\${i}) {\n\t\${}\n}`),
  inFunction('foreach', 'for each', `for (const auto& \${item} : \${items}) {\n\t\${}\n}`),
  inFunction(
    'forv',
    "over a vector's indexes",
    `for (std::size_t \${i} = 0; \${i} < \${v}.size(); ++\${i}) {\n\t\${}\n}`,
  ),
  inFunction('while', 'while loop', `while (\${condition}) {\n\t\${}\n}`),
  inFunction('dowhile', 'do … while', `do {\n\t\${}\n} while (\${condition});`),
  inFunction('if', 'if', `if (\${condition}) {\n\t\${}\n}`),
  inFunction('ife', 'if … else', `if (\${condition}) {\n\t\${}\n} else {\n\t\${}\n}`),
  inFunction('try', 'try … catch', `try {\n\t\${}\n} catch (const std::exception& \${e}) {\n\t\${}\n}`),
  inFunction(
    'switch',
    'switch',
    `switch (\${value}) {\n\tcase \${1}:\n\t\t\${}\n\t\tbreak;\n\tdefault:\n\t\tbreak;\n}`,
  ),
  inFunction('vector', 'std::vector<…>', `std::vector<\${int}> \${name};`),
  inFunction('sortall', 'std::sort', `std::sort(\${v}.begin(), \${v}.end());`),
  { label: 'else', detail: 'else', template: `else {\n\t\${}\n}`, where: 'statement', within: 'after_if' },
  {
    label: 'catch',
    detail: 'catch',
    template: `catch (const std::exception& \${e}) {\n\t\${}\n}`,
    where: 'statement',
    within: 'after_try',
  },
  {
    label: 'lambda',
    detail: '[&](…) { … }',
    template: `[&](\${}) { \${} }`,
    where: 'value',
    within: 'function',
  },
]
