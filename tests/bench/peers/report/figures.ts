/** A figure of the tables: what a value of `Results` means. Less is better in all of them. */
export interface FigureKind {
  /** As `Results` has it. */
  readonly id: string
  readonly title: string
  readonly unit: string
}

export interface Group {
  /** The file of its plot, without ending. */
  readonly name: string
  readonly title: string
  /** The measurement that it comes from, as the command takes it. */
  readonly measure: string
  readonly figures: readonly FigureKind[]
}

const ms = (id: string, title: string): FigureKind => ({ id, title, unit: 'ms' })

/** In the order of the document. */
export const GROUPS: readonly Group[] = [
  {
    name: 'key_to_screen',
    title: 'From a key to the other screens',
    measure: 'key_to_screen',
    figures: [
      ms('key_2', '2 browsers, median'),
      ms('key_2_p95', '2 browsers, 95 of 100'),
      ms('key_8', '8 browsers, median'),
      ms('key_8_p95', '8 browsers, 95 of 100'),
    ],
  },
  {
    name: 'members',
    title: 'Key to screen, 95 of 100, as the room grows',
    measure: 'key_to_screen',
    figures: [2, 8, 12, 16].map((members) => ms(`key_${members}_p95`, `${members} browsers`)),
  },
  {
    name: 'typed_bytes',
    title: 'Bytes for each typed character, 2 browsers',
    measure: 'typed_bytes',
    figures: [
      { id: 'bytes_all', title: 'all that anybody sends', unit: 'B' },
      { id: 'bytes_server', title: 'to and from the server', unit: 'B' },
    ],
  },
  {
    name: 'opening',
    title: 'From the address to the editable text',
    measure: 'opening',
    figures: [ms('open_10k', '10 kB'), ms('open_100k', '100 kB'), ms('open_1m', '1 MB')],
  },
  {
    name: 'javascript',
    title: 'JavaScript until one can type, compressed',
    measure: 'javascript',
    figures: [{ id: 'javascript', title: 'first visit', unit: 'kB' }],
  },
  {
    name: 'server_work',
    title: 'The server’s part in 10,000 edits of two browsers',
    measure: 'server_work',
    figures: [
      ms('work_cpu', 'CPU time'),
      { id: 'work_bytes', title: 'bytes to and from the server', unit: 'kB' },
    ],
  },
  {
    name: 'memory',
    title: 'The server’s memory where nothing happens',
    measure: 'memory',
    figures: [
      { id: 'memory_room', title: 'held for a room and one in it', unit: 'kB' },
      { id: 'memory_connection', title: 'held for a second connection', unit: 'kB' },
      { id: 'memory_resident', title: 'of the machine’s, for a room of two', unit: 'kB' },
    ],
  },
  {
    name: 'killed',
    title: 'From SIGKILL to the next edit on another screen',
    measure: 'killed',
    figures: [
      ms('server_killed', 'the server, started again after 2 s'),
      ms('host_killed', 'the host’s browser'),
    ],
  },
  {
    name: 'lost',
    title: 'Edits lost with it',
    measure: 'killed',
    figures: [
      { id: 'server_lost', title: 'the server', unit: 'edits' },
      { id: 'host_lost', title: 'the host’s browser', unit: 'edits' },
    ],
  },
]
