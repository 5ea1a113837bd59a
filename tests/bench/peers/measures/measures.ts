import type { Measure } from '../measure.ts'
import { javascript } from './javascript.ts'
import { keyToScreen } from './key_to_screen.ts'
import { killed } from './killed.ts'
import { memory } from './memory.ts'
import { opening } from './opening.ts'
import { serverWork } from './server_work.ts'
import { typedBytes } from './typed_bytes.ts'

export const MEASURES: readonly Measure[] = [
  keyToScreen,
  typedBytes,
  opening,
  javascript,
  serverWork,
  memory,
  killed,
]
