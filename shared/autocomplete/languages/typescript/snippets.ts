import type { Snippet } from '../../language_model.ts'
import { SNIPPETS as JAVASCRIPT } from '../javascript/snippets.ts'

/** JavaScript's, with those for declarations of types. */
export const SNIPPETS: readonly Snippet[] = [
  ...JAVASCRIPT,
  {
    label: 'interface',
    detail: 'interface declaration',
    template: `interface \${Name} {\n\t\${}\n}`,
    where: 'statement',
  },
  { label: 'type', detail: 'type alias', template: `type \${Name} = \${}`, where: 'statement' },
  { label: 'enum', detail: 'enum declaration', template: `enum \${Name} {\n\t\${}\n}`, where: 'statement' },
  {
    label: 'namespace',
    detail: 'namespace declaration',
    template: `namespace \${Name} {\n\t\${}\n}`,
    where: 'statement',
  },
]
