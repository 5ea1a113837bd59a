/**
 * What Redis does atomically. Numbers travel as decimal text: Lua would print large ones with an exponent, so
 * they are compared as text and formatted by `%.0f`.
 */

/** KEYS record log snapshot. ARGV floor host now ttl(ms) language access. Answers the record. An empty access is none. */
export const FENCE = `
local stored = redis.call('HGET', KEYS[1], 'epoch')
local epoch = string.format('%.0f', math.max((tonumber(stored) or 0) + 1, tonumber(ARGV[1])))
if not stored then
  redis.call('DEL', KEYS[2], KEYS[3])
  redis.call('HSET', KEYS[1], 'version', '0', 'snapshotVersion', '0', 'language', ARGV[5], 'createdAt', ARGV[3])
  if ARGV[6] ~= '' then redis.call('HSET', KEYS[1], 'access', ARGV[6]) end
end
redis.call('HSET', KEYS[1], 'epoch', epoch, 'host', ARGV[2], 'updatedAt', ARGV[3])
for i = 1, 3 do redis.call('PEXPIRE', KEYS[i], ARGV[4]) end
return redis.call('HMGET', KEYS[1], 'epoch', 'host', 'version', 'snapshotVersion', 'language', 'createdAt', 'updatedAt', 'access')
`

/** KEYS record. ARGV before access. Answers 1 when done. An empty access is none. */
export const SET_ACCESS = `
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
if (redis.call('HGET', KEYS[1], 'access') or '') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'access', ARGV[2])
return 1
`

/**
 * KEYS record log snapshot. ARGV epoch from to language now ttl(ms) entry…. Answers epoch, version, taken (0 or
 * 1), or nil. A room whose log was evicted takes nothing more. RPUSH in portions: Lua's stack is small.
 */
export const APPEND = `
local at = redis.call('HMGET', KEYS[1], 'epoch', 'version', 'snapshotVersion')
if not at[1] then return false end
if at[1] ~= ARGV[1] or at[2] ~= ARGV[2] then return { at[1], at[2], 0 } end
if redis.call('LLEN', KEYS[2]) ~= tonumber(at[2]) - tonumber(at[3]) then
  return redis.error_reply('DAMAGED the log of the room is not complete')
end
for i = 7, #ARGV, 1000 do
  redis.call('RPUSH', KEYS[2], unpack(ARGV, i, math.min(i + 999, #ARGV)))
end
redis.call('HSET', KEYS[1], 'version', ARGV[3], 'language', ARGV[4], 'updatedAt', ARGV[5])
for i = 1, 3 do redis.call('PEXPIRE', KEYS[i], ARGV[6]) end
return { ARGV[1], ARGV[3], 1 }
`

/**
 * KEYS record log snapshot. ARGV epoch version snapshot language now ttl(ms). Answers epoch, version, taken (0 or 1),
 * or nil. It does not look at the log that it takes away: a room of which a part was evicted is whole afterwards.
 */
export const SEED = `
local at = redis.call('HMGET', KEYS[1], 'epoch', 'version')
if not at[1] then return false end
if at[1] ~= ARGV[1] or tonumber(at[2]) >= tonumber(ARGV[2]) then return { at[1], at[2], 0 } end
redis.call('DEL', KEYS[2])
redis.call('SET', KEYS[3], ARGV[3])
redis.call('HSET', KEYS[1], 'version', ARGV[2], 'snapshotVersion', ARGV[2], 'language', ARGV[4], 'updatedAt', ARGV[5])
for i = 1, 3 do redis.call('PEXPIRE', KEYS[i], ARGV[6]) end
return { ARGV[1], ARGV[2], 1 }
`

/** KEYS record log snapshot. ARGV version snapshot. Answers 1 when done. The room's time to live stays. */
export const COMPACT = `
local at = redis.call('HMGET', KEYS[1], 'version', 'snapshotVersion')
local version = tonumber(ARGV[1])
if not at[1] or tonumber(at[2]) >= version or tonumber(at[1]) < version then return 0 end
if redis.call('LLEN', KEYS[2]) ~= tonumber(at[1]) - tonumber(at[2]) then
  return redis.error_reply('DAMAGED the log of the room is not complete')
end
redis.call('LTRIM', KEYS[2], version - tonumber(at[2]), -1)
redis.call('SET', KEYS[3], ARGV[2])
redis.call('HSET', KEYS[1], 'snapshotVersion', ARGV[1])
local ttl = redis.call('PTTL', KEYS[1])
if ttl > 0 then redis.call('PEXPIRE', KEYS[3], ttl) end
return 1
`

/**
 * KEYS record log snapshot staged-log staged-snapshot. ARGV epoch host version snapshotVersion language createdAt updatedAt
 * access ttl(ms) replaces entries snapshots. Answers the record, or nil where there is a room that is not to be replaced.
 */
export const RESTORE = `
local stored = redis.call('HGET', KEYS[1], 'epoch')
if stored and ARGV[10] ~= '1' then
  redis.call('DEL', KEYS[4], KEYS[5])
  return false
end
if redis.call('LLEN', KEYS[4]) ~= tonumber(ARGV[11]) or redis.call('EXISTS', KEYS[5]) ~= tonumber(ARGV[12]) then
  return redis.error_reply('DAMAGED what was brought of the room is not complete')
end
local epoch = string.format('%.0f', math.max((tonumber(stored) or 0) + 1, tonumber(ARGV[1])))
redis.call('DEL', KEYS[1], KEYS[2], KEYS[3])
if ARGV[11] ~= '0' then redis.call('RENAME', KEYS[4], KEYS[2]) end
if ARGV[12] ~= '0' then redis.call('RENAME', KEYS[5], KEYS[3]) end
redis.call('HSET', KEYS[1], 'epoch', epoch, 'host', ARGV[2], 'version', ARGV[3], 'snapshotVersion', ARGV[4])
redis.call('HSET', KEYS[1], 'language', ARGV[5], 'createdAt', ARGV[6], 'updatedAt', ARGV[7])
if ARGV[8] ~= '' then redis.call('HSET', KEYS[1], 'access', ARGV[8]) end
for i = 1, 3 do redis.call('PEXPIRE', KEYS[i], ARGV[9]) end
return redis.call('HMGET', KEYS[1], 'epoch', 'host', 'version', 'snapshotVersion', 'language', 'createdAt', 'updatedAt', 'access')
`

/** KEYS index. ARGV updatedAt room ttl(ms). */
export const LIST = `
redis.call('ZADD', KEYS[1], ARGV[1], ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1
`

/** KEYS index. ARGV updatedAt room. Takes the room off unless it was touched since it was read. */
export const UNLIST = `
if tonumber(redis.call('ZSCORE', KEYS[1], ARGV[2]) or '-1') ~= tonumber(ARGV[1]) then return 0 end
return redis.call('ZREM', KEYS[1], ARGV[2])
`

/** KEYS visits. ARGV now room most ttl(ms). Keeps the newest `most`, and of each room the last visit. */
export const VISITED = `
redis.call('ZADD', KEYS[1], 'GT', ARGV[1], ARGV[2])
redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -1 - tonumber(ARGV[3]))
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 1
`
