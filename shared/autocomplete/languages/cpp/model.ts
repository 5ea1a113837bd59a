import type { LanguageModel } from '../../language_model.ts'
import { KEYWORDS } from './keywords.ts'
import { membersAt } from './members.ts'
import { BUILTINS, MODULES } from './modules.ts'
import { namesAt } from './names.ts'
import { placeAt } from './place.ts'
import { SNIPPETS } from './snippets.ts'
import { TYPES } from './types.ts'

/** What suggestions in C++ are made from. */
export const model: LanguageModel = {
  library: { keywords: KEYWORDS, snippets: SNIPPETS, builtins: BUILTINS, types: TYPES, modules: MODULES },
  placeAt,
  namesAt,
  membersAt,
}
