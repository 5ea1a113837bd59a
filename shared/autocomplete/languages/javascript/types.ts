import { DOM_TYPES } from './types_dom.ts'
import { EVENT_TYPES } from './types_events.ts'
import { STATIC_TYPES } from './types_statics.ts'
import { VALUE_TYPES } from './types_values.ts'
import { WEB_TYPES } from './types_web.ts'

/** The members of all types that come with the language, with pages and with Node. */
export const TYPES: Readonly<Record<string, string>> = {
  ...VALUE_TYPES,
  ...STATIC_TYPES,
  ...DOM_TYPES,
  ...EVENT_TYPES,
  ...WEB_TYPES,
}
