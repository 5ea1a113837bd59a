/** Every bound on what comes from outside, in one place, with its unit. A reader that meets more says `tooLarge`. */
const KIB = 1024
const MIB = 1024 * KIB

/** One frame on a link, header included, in bytes: some browsers lose data-channel messages from 64 KiB on. */
export const FRAME_BYTES = 16 * KIB
/** What the encryption of a frame adds to it, in bytes. */
export const SEAL_BYTES = 16
/**
 * One message put together from frames, in bytes: a welcome to a room of ROOM_UNITS characters fits, of three bytes
 * each, with every author and the newest entries.
 */
export const MESSAGE_BYTES = 256 * MIB
/** The same from a guest to its host, in bytes: a push of INSERT_UNITS in SPANS_PER_EDIT places, or a join with RUNS. */
export const GUEST_MESSAGE_BYTES = 4 * MIB
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
/** All the text of a room, in UTF-16 units. A server may set less. */
export const ROOM_UNITS = 50_000_000
/** Entries that the log of a room ever has, cut off ones included. A server may set less. */
export const ROOM_ENTRIES = 1_000_000_000
/** So many entries more are taken when the log is full: what is refused is an entry too, that does nothing. */
export const REFUSED_ENTRIES = 100_000
/** What the saved entries take that a peer goes on holding when it cuts its log: text and places, in UTF-16 units. */
export const LOG_TAIL = 2 * MIB
/** Files in a room, deleted ones included. */
export const FILES = 1_000
/** Authors that a snapshot remembers. */
export const AUTHORS = 100_000
/** Epochs that the log of a room may have seen. */
export const RUNS = 100_000
/** Entries in one welcome. */
export const ENTRIES = 1_000_000

/** Ranges of one person's selection that others are told of, the main one among them. */
export const CURSOR_RANGES = 64
/** Above this much unsent data in a link, in bytes, news of cursors waits: only the newest goes once there is room. */
export const PRESENCE_BYTES = 16 * KIB

/** Authors that one journal calls its own: the page that wrote it, and those whose journals it took over. */
export const JOURNAL_AUTHORS = 256

/**
 * What a host does for one guest, in steps of about a microsecond: at once after a rest, and each second while the
 * guest asks for more. What is begun may overdraw it; what is over waits.
 */
export const GUEST_STEPS = 1_000_000
export const GUEST_STEPS_PER_S = 250_000
/** A host's work for one guest without a pause, in steps. */
export const SLICE_STEPS = 2_000
/** A guest so many steps behind what it is allowed, without waiting for an answer, is cut off. */
export const OVERDRAWN_STEPS = 5 * GUEST_STEPS
/** Pings, answers and signs of typing of one guest: at once after a rest, and each second. More are not heard. */
export const GUEST_SIGNS = 200
export const GUEST_SIGNS_PER_S = 50
/** Signs that are not heard before the guest is cut off. */
export const IGNORED_SIGNS = 10_000
/** Authors that nobody knows here and that one guest may bring edits of, after a change of host. */
export const STRANGERS = 1_000

/** A person's name, in UTF-16 units after trimming. */
export const USER_NAME_UNITS = 40
/** A file's name, in UTF-16 units. */
export const FILE_NAME_UNITS = 255
/** Members of one room at a time. A server may set less. */
export const MEMBERS = 100
/**
 * People whose role was set, who were removed, who stay although their link was ended, and who were let in after
 * knocking; of the last two the newest.
 */
export const ROLES_SET = 500
export const REMOVED = 500
export const GRANTED = 500
export const ADMITTED = 500
/** The key of a private room's content, in bytes. */
export const CONTENT_KEY_BYTES = 32
/** How often the key of a private room's content may be made anew: once for each link that is ended. */
export const KEY_GENERATIONS = 4_096
/** People who wait at the door of one room at a time. */
export const WAITING = 50

/** A log is compacted once it is so many entries longer than its snapshot… */
export const COMPACT_ENTRIES = 4_096
/** …or so many bytes… */
export const COMPACT_BYTES = 16 * MIB
/** …and of the newest so many stay, or so many bytes of them, for those who come back with an old log. */
export const KEPT_ENTRIES = 1_024
export const KEPT_BYTES = 4 * MIB
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
/** Code in one question for suggestions, in UTF-16 units, and the body that brings it, in bytes. */
export const AUTOCOMPLETE_UNITS = 2 * MIB
export const AUTOCOMPLETE_BYTES = 8 * MIB
/** One WebRTC offer, answer or candidate as JSON, in characters. */
export const SIGNAL_CHARS = 32 * KIB

/** A server asks nobody to wait longer, in seconds. */
export const RETRY_AFTER_S = 3_600
