import type { WireEntry } from '../../shared/protocol/change.ts'
import { decodeEntry } from '../../shared/protocol/codec/store.ts'
import type { Language } from '../../shared/protocol/language.ts'
import type { Request } from '../../shared/protocol/signaling.ts'

/** The room's language after these entries; null when one of them is not an entry of this epoch. */
export function languageAfter({ epoch, entries }: Request<'append'>, before: Language): Language | null {
  let language = before
  for (const bytes of entries) {
    const entry = decodeEntry(bytes)
    if (!entry.ok || entry.value.epoch !== epoch) return null
    language = languageOf(entry.value) ?? language
  }
  return language
}

const languageOf = ({ change }: WireEntry): Language | null =>
  change.kind === 'language' ? change.language : null
