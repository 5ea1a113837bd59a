import type { Library } from '../../language_model.ts'
import { BUILTINS } from './library/builtins.ts'
import { DATA_MODULES } from './library/data_modules.ts'
import { KEYWORDS } from './library/keywords.ts'
import { SNIPPETS } from './library/snippets.ts'
import { SYSTEM_MODULES } from './library/system_modules.ts'
import { TYPES } from './library/types.ts'
import { WORK_MODULES } from './library/work_modules.ts'
import { WORK_TYPES } from './library/work_types.ts'

/** What comes with Python 3. */
export const PYTHON_LIBRARY: Library = {
  keywords: KEYWORDS,
  snippets: SNIPPETS,
  builtins: BUILTINS,
  types: { ...TYPES, ...WORK_TYPES },
  modules: { ...SYSTEM_MODULES, ...DATA_MODULES, ...WORK_MODULES },
}
