import type { LanguageModel } from '../../language_model.ts'
import { BUILTINS } from '../javascript/builtins.ts'
import { model as javascript } from '../javascript/model.ts'
import { placeAt } from '../javascript/place.ts'
import { KEYWORDS } from './keywords.ts'
import { SNIPPETS } from './snippets.ts'
import { UTILITY_TYPES } from './types_utility.ts'

/** TypeScript: JavaScript with places for types, and what fits there. */
export const model: LanguageModel = {
  ...javascript,
  library: {
    ...javascript.library,
    keywords: KEYWORDS,
    snippets: SNIPPETS,
    builtins: BUILTINS + UTILITY_TYPES,
  },
  placeAt: (source, position) => placeAt(source, position, true),
}
