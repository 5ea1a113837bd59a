/*
 * The home of a room is a hash in the room's slot: `home`, the instance and its term, and `members`, how many are in it.
 */

/**
 * KEYS home. ARGV home ttl(ms) dead. Makes the room at home where it says, if it is nowhere, or where nobody lives any
 * more. Answers where it is.
 */
export const CLAIM = `
local at = redis.call('HGET', KEYS[1], 'home')
if at and at ~= ARGV[3] then return at end
redis.call('HSET', KEYS[1], 'home', ARGV[1], 'members', '0')
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return ARGV[1]
`

/** KEYS home. ARGV home ttl(ms) members former. Answers 1 while the room is at home there; it stays so for the ttl. */
export const KEEP = `
local at = redis.call('HGET', KEYS[1], 'home')
if at and at ~= ARGV[1] and at ~= ARGV[4] then return 0 end
redis.call('HSET', KEYS[1], 'home', ARGV[1], 'members', ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1
`

/** KEYS home. ARGV home. */
export const RELEASE = `
if redis.call('HGET', KEYS[1], 'home') ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
`
