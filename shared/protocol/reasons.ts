/**
 * The closed table of everything that can be wrong with what came from outside. The key is the stable code on
 * the wire and in HTTP answers; the sentence is what a person may be shown. Order is wire format: append only.
 */
export const REASONS = {
  malformed: 'The message could not be read.',
  tooLarge: 'The message is larger than what is allowed.',
  unexpected: 'The message does not belong here.',
  badRoomId: 'A room id is 1 to 64 letters, digits, "_" and "-".',
  badName: 'A name is 1 to 40 visible characters.',
  badRequest: 'The request does not have the expected form.',
  notFound: 'There is nothing here.',
  notJoined: 'Join the room first.',
  notHost: 'Only the host of this epoch may do that.',
  notMember: 'That person is not in the room.',
  notAllowed: 'Your role does not allow that.',
  clientIdTaken: 'That author id is already in use in this room.',
  roomFull: 'The room is full.',
  documentFull: 'The text is as large as it may get.',
  tooManyFiles: 'The room has as many files as it may have.',
  noSuchFile: 'That file is not in the room.',
  outOfBounds: 'The edit reaches past the end of the text.',
  staleVersion: 'The edit was made on a version that is no longer known.',
  staleEpoch: 'Another host has taken over.',
  seqGap: 'An edit of that author is missing in between.',
  diverged: 'The text differs from the host’s and is being mended.',
  tooFast: 'Too many requests. Wait a moment.',
  relayOff: 'The relay is switched off on this server.',
  storeDown: 'The room’s storage does not answer. It is tried again.',
  internal: 'Something went wrong on the server.',
  left: 'Left the room.',
  replaced: 'A newer connection took its place.',
  lost: 'The connection was lost.',
  unreachable: 'No connection could be made.',
  slow: 'The connection could not keep up.',
  stopped: 'The server is stopping.',
  hostChanged: 'The room has a new host.',
  notHosting: 'That person is not the host.',
  storeBehind: 'The room’s storage had lost something and is filled again.',
  logFull: 'This room has had as many edits as it may have. Its text can go on in a new room.',
  noRight: 'That link does not open this room, or does not any more. Ask for a new one.',
  knocking: 'Waiting to be let in.',
  turnedAway: 'The people in the room did not let you in.',
  removed: 'You were removed from this room.',
  roomUnknown: 'The server does not know this room any more. Its owner can open it again.',
  tooManyRooms: 'Too many new rooms were made from your network. Rooms that are there already can be opened.',
  serverFull: 'This server has as many rooms open as it may have.',
  noKey:
    'The link that you came by was ended, and with it the key to this private room. Ask for the new link.',
  staleKey: 'The key to this private room has changed.',
  notProven: 'The other end did not prove that it has the key to this private room.',
  signInNeeded: 'Sign in first.',
  storeFull: 'This server keeps as many rooms as it may. Rooms that are there already can be opened.',
} as const

export type Reason = keyof typeof REASONS
export const REASON_CODES = Object.keys(REASONS) as readonly Reason[]
/** Why a link closed. */
export type CloseReason = Reason
