/** Every bound on what comes from outside, in one place, with its unit. A reader that meets more says `tooLarge`. */
const KIB = 1024
const MIB = 1024 * KIB

/** One frame on a link, header included, in bytes: some browsers lose data-channel messages from 64 KiB on. */
export const FRAME_BYTES = 16 * KIB
/** One message put together from frames, in bytes: a welcome to a room with a 50 MB document fits. */
export const MESSAGE_BYTES = 96 * MIB
/** What a sender may hold back for a slow reader before it closes the link as `slow`, in bytes. */
export const OUTBOX_BYTES = 8 * MIB
/** Above this much unsent data in the link itself, a sender waits for the drain, in bytes. */
export const HIGH_WATER_BYTES = 256 * KIB

/** Text inserted by one edit, in UTF-16 units. The author cuts larger pastes into several edits. */
export const INSERT_UNITS = 64 * KIB
/** Places that one edit may touch. */
export const SPANS_PER_EDIT = 20_000
/** Edits in one push. */
export const EDITS_PER_PUSH = 512
/** All the text of a room, in UTF-16 units. */
export const ROOM_UNITS = 50_000_000
/** Files in a room, deleted ones included. */
export const FILES = 1_000
/** Authors that a snapshot remembers. */
export const AUTHORS = 100_000
/** Epochs that the log of a room may have seen. */
export const RUNS = 100_000
/** Entries in one welcome. */
export const ENTRIES = 1_000_000

/** A person's name, in UTF-16 units after trimming. */
export const USER_NAME_UNITS = 40
/** A file's name, in UTF-16 units. */
export const FILE_NAME_UNITS = 255
/** Members of one room at a time. */
export const MEMBERS = 100

/** Entries in one `append`, in bytes and in number; one edit alone always fits. */
export const APPEND_BYTES = 512 * KIB
export const APPEND_ENTRIES = 4_096
/** Parts of one snapshot on its way to the store, each of APPEND_BYTES at most. */
export const SNAPSHOT_PARTS = 1_024
/** The same entries packed for their way, each with its length. */
export const PACKED_BYTES = APPEND_BYTES + 4 * APPEND_ENTRIES
/** One Socket.IO packet, in bytes. */
export const PACKET_BYTES = 1 * MIB
/** One HTTP body, in bytes. */
export const BODY_BYTES = 256 * KIB
/** One WebRTC offer, answer or candidate as JSON, in characters. */
export const SIGNAL_CHARS = 32 * KIB
