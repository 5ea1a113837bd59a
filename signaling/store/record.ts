import type { PeerId } from '../../shared/base/ids.ts'
import { asEpoch, asVersion, type Epoch, parsePeerId, type RoomId, START } from '../../shared/base/ids.ts'
import { DEFAULT_LANGUAGE, parseLanguage } from '../../shared/protocol/language.ts'
import type { RoomRecord, Seed, StoredRoom } from './room_store.ts'

/** What of a record is written to a database, by these names. Its room id is the key. */
export const RECORD_FIELDS = [
  'epoch',
  'host',
  'version',
  'snapshotVersion',
  'language',
  'createdAt',
  'updatedAt',
  'access',
] as const satisfies readonly (keyof RoomRecord)[]

/** The record read from a database, numbers as decimal text or as numbers; null when it is not one. */
export function parseRecord(roomId: RoomId, fields: Readonly<Record<string, unknown>>): RoomRecord | null {
  const epoch = natural(fields.epoch)
  const host = parsePeerId(fields.host)
  const version = natural(fields.version)
  const snapshotVersion = natural(fields.snapshotVersion)
  const language = parseLanguage(fields.language)
  const createdAt = natural(fields.createdAt)
  const updatedAt = natural(fields.updatedAt)
  const access = fields.access ?? null
  if (epoch === null || host === null || version === null || snapshotVersion === null) return null
  if (access !== null && typeof access !== 'string') return null
  if (language === null || createdAt === null || updatedAt === null || snapshotVersion > version) return null
  return {
    roomId,
    epoch: asEpoch(epoch),
    host,
    version: asVersion(version),
    snapshotVersion: asVersion(snapshotVersion),
    language,
    createdAt,
    updatedAt,
    access,
  }
}

/** The record after a fence; `stored` is null when the room is new. */
export function fenced(
  stored: RoomRecord | null,
  roomId: RoomId,
  floor: Epoch,
  host: PeerId,
  now: number,
  access: string | null,
): RoomRecord {
  if (stored) return { ...stored, epoch: asEpoch(Math.max(stored.epoch + 1, floor)), host, updatedAt: now }
  return {
    roomId,
    epoch: asEpoch(Math.max(1, floor)),
    host,
    version: START,
    snapshotVersion: START,
    language: DEFAULT_LANGUAGE,
    createdAt: now,
    updatedAt: now,
    access,
  }
}

/** The record after a seed; null when it is not taken. */
export function seeded(stored: RoomRecord, epoch: Epoch, snapshot: Seed, now: number): RoomRecord | null {
  const { version, language } = snapshot
  if (stored.epoch !== epoch || stored.version >= version) return null
  return { ...stored, version, snapshotVersion: version, language, updatedAt: now }
}

/** The record after a whole room was put in its place. */
export function restored(stored: RoomRecord | null, { snapshot, entries, ...room }: StoredRoom): RoomRecord {
  return { ...room, epoch: asEpoch(Math.max((stored?.epoch ?? 0) + 1, room.epoch)) }
}

/** A natural number as itself or as canonical decimal text, or null. */
function natural(value: unknown): number | null {
  const n = typeof value === 'string' && /^(0|[1-9]\d{0,15})$/.test(value) ? Number(value) : value
  return typeof n === 'number' && Number.isSafeInteger(n) && n >= 0 ? n : null
}
