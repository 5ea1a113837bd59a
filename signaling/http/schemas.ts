import { z } from 'zod'
import { KINDS } from '../../shared/autocomplete/completion.ts'
import { ROOM_ID_PATTERN, type RoomId } from '../../shared/base/ids.ts'
import { LANGUAGES } from '../../shared/protocol/language.ts'
import { AUTOCOMPLETE_UNITS } from '../../shared/protocol/limits.ts'
import { REASON_CODES } from '../../shared/protocol/reasons.ts'

/** What HTTP takes and answers. The same schemas validate, serialize and describe (openapi.json). */
export const ROOMS_PER_PAGE = 50
export const ROOMS_PER_PAGE_MOST = 100
const CURSOR_CHARS = 512

const count = z.int().nonnegative()

export const roomParams = z.object({
  room_id: z.string().regex(ROOM_ID_PATTERN).describe('1 to 64 letters, digits, "_" and "-"'),
})
/** After `roomParams` has passed. */
export const toRoomId = (params: z.output<typeof roomParams>): RoomId => params.room_id as RoomId

const roomSummary = z.object({
  room_id: z.string(),
  language: z.enum(LANGUAGES),
  active_users: count.describe('People in the room now'),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
  version: count.describe('Changes so far'),
})
export type RoomSummaryBody = z.output<typeof roomSummary>

export const room = roomSummary.extend({
  language: roomSummary.shape.language.optional().describe('Absent where the room is encrypted'),
  encrypted: z.literal(true).optional().describe('The room is private: its code is not to be had here'),
  code: z.string().optional().describe('The text of the main file, with its own line ends, unless encrypted'),
  files: z
    .array(z.object({ file: count, name: z.string(), code: z.string() }))
    .optional()
    .describe('Every file, where the room has more than one'),
})

/** Bytes, not JSON. */
export const storedLog = z.unknown().describe('application/octet-stream')
export const nothing = z.unknown().describe('Nothing is stored')

export const roomsQuery = z.object({
  limit: z.coerce.number().int().min(1).max(ROOMS_PER_PAGE_MOST).default(ROOMS_PER_PAGE),
  after: z.string().min(1).max(CURSOR_CHARS).optional().describe('From the Link header of the page before'),
})
export const rooms = z.array(roomSummary)

export const readiness = z.object({
  status: z.enum(['ok', 'degraded', 'draining']).describe('Draining: no new visitors, those here are served'),
  store: z.enum(['ok', 'down']),
})

export const health = readiness.extend({
  rooms: count.describe('Rooms with somebody in them'),
  members: count,
  connections: count,
  relayed_frames: count.describe('Since the start'),
  appended_entries: count.describe('Since the start'),
  uptime_s: count,
})

export const autocompleteQuestion = z
  .object({
    code: z.string().max(AUTOCOMPLETE_UNITS).describe('The whole text'),
    cursorPosition: count.describe('Where the caret is in it, in UTF-16 units from the beginning'),
    language: z.enum(LANGUAGES),
  })
  .refine(({ code, cursorPosition }) => cursorPosition <= code.length, { path: ['cursorPosition'] })

const suggestion = z.object({
  label: z.string(),
  kind: z.enum(KINDS),
  detail: z.string().describe('One line: the rest of a signature, or a type; may be empty'),
  apply: z
    .string()
    .describe(
      'What replaces the text from `from` to the caret; in a snippet a name in `$` and braces is a stop',
    ),
})

export const autocompletion = z.object({
  suggestion: z.string().nullable().describe('The whole text of the best one; null when there is none'),
  allSuggestions: z.array(suggestion).describe('Best first'),
  from: count.describe('Where the word being written begins'),
})

export const error = z.object({
  error: z.object({
    code: z.enum(REASON_CODES as [string, ...string[]]).describe('Stable'),
    message: z.string().describe('For people'),
  }),
})

export const failures = { '4xx': error, '5xx': error } as const
