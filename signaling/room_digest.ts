import { createHash } from 'node:crypto'

const CHARS = 8

/** A room's id is what lets people in: whoever runs the server knows it again by this, and nobody can enter with it. */
export const roomDigest = (roomId: string): string =>
  createHash('sha256').update(roomId).digest('base64url').slice(0, CHARS)
