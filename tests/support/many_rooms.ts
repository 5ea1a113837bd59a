import { setTimeout as lasting } from 'node:timers/promises'
import { int, pick } from './random.ts'
import { RelayMember } from './relay_member.ts'
import { countMarks } from './typist.ts'
import { until } from './until.ts'

interface ManyRoomsOptions {
  /** Where pages come in. */
  readonly url: string
  readonly rooms: number
  /** In each room at a time. */
  readonly members: number
  readonly random: () => number
}

interface ManyRoom {
  readonly roomId: string
  readonly members: RelayMember[]
  /** All that was typed into it. */
  readonly marks: string[]
}

/** How often an edit is looked after, in milliseconds. */
const LOOK_MS = 10
const REST_MS = 90_000

const isAtRest = ({ session }: RelayMember): boolean =>
  ['saved', 'synced'].includes(session.status().state) && session.replica.pending.length === 0

/** How everybody in a room stands, for who looks for a fault. */
const standingOf = ({ roomId, members }: ManyRoom): string =>
  `${roomId} ${JSON.stringify(members.map(({ session }) => session.status()))}`

/** Many rooms in which people type, come and go. */
export class ManyRooms {
  readonly #options: ManyRoomsOptions
  readonly #rooms: ManyRoom[] = []
  #seed = 1
  #running: Promise<void> | null = null

  private constructor(options: ManyRoomsOptions) {
    this.#options = options
  }

  /** Resolves when everybody is in. */
  static async open(options: ManyRoomsOptions): Promise<ManyRooms> {
    const rooms = new ManyRooms(options)
    for (let i = 0; i < options.rooms; i++) {
      const room: ManyRoom = { roomId: `room-${i}`, members: [], marks: [] }
      rooms.#rooms.push(room)
      for (let j = 0; j < options.members; j++) rooms.#enter(room)
      // All at once would measure how long a small machine opens connections.
      if (i % 10 === 9) await rooms.#allEntered(rooms.#rooms.slice(-10))
    }
    await rooms.#allEntered(rooms.#rooms)
    return rooms
  }

  /** How many marks were typed. */
  get marks(): number {
    return this.#rooms.reduce((sum, { marks }) => sum + marks.length, 0)
  }

  /** People type and now and then somebody goes and somebody comes, until `stop`. */
  begin(pauseMs: number): void {
    let going = true
    this.stop = async () => {
      going = false
      await this.#running
    }
    this.#running = (async () => {
      while (going) {
        const room = pick(this.#options.random, this.#rooms)
        this.#type(room, pick(this.#options.random, room.members))
        if (int(this.#options.random, 0, 40) === 0) this.#change(room)
        await lasting(pauseMs)
      }
    })()
  }

  stop: () => Promise<void> = () => Promise.resolve()

  /** An edit in each room; resolves with how long each took until its host had committed it, in milliseconds; rejects in the end. */
  async edits(): Promise<number[]> {
    const began = performance.now()
    return Promise.all(
      this.#rooms.map(async (room) => {
        const member = pick(this.#options.random, room.members)
        this.#type(room, member)
        const { replica } = member.session
        const { clientId } = member
        const seq = replica.self.nextSeq - 1
        const waits = () => replica.pending.some((edit) => edit.clientId === clientId && edit.seq <= seq)
        while (waits()) {
          if (performance.now() - began > REST_MS) throw new Error(`no edit gets in: ${standingOf(room)}`)
          await lasting(LOOK_MS)
        }
        return performance.now() - began
      }),
    )
  }

  /** Resolves when in each room somebody was told at some moment that all is saved. */
  async saved(): Promise<void> {
    await Promise.all(
      this.#rooms.map(({ roomId, members }) =>
        until(`${roomId} is saved`, () => members.some(isAtRest), REST_MS),
      ),
    )
  }

  /** Once everybody rests: what is wrong with the rooms; nothing where each holds everything once, as everybody sees it. */
  async faults(): Promise<string[]> {
    const faults: string[] = []
    await Promise.all(
      this.#rooms.map(async ({ roomId, members, marks }) => {
        const rested = until(
          `${roomId} is at rest`,
          () => members.every((member) => isAtRest(member) && member.text === members[0]?.text),
          REST_MS,
        )
        if (
          !(await rested.then(
            () => true,
            () => false,
          ))
        )
          faults.push(`${roomId} does not come to rest`)
        const counted = countMarks(members[0]?.text ?? '')
        for (const mark of marks) {
          const times = counted.get(mark) ?? 0
          if (times !== 1) faults.push(`${roomId} holds ${mark} ${times} times`)
        }
        const response = await fetch(`${this.#options.url}/api/room/${roomId}`)
        const { code } = (await response.json()) as { readonly code?: string }
        if (code !== members[0]?.text) faults.push(`${roomId} is stored otherwise than it is seen`)
      }),
    )
    return faults
  }

  leave(): void {
    for (const { members } of this.#rooms) for (const member of members) member.leave()
  }

  #type(room: ManyRoom, member: RelayMember): void {
    const mark = `«${room.marks.length}.${member.clientId}»`
    room.marks.push(mark)
    member.type(mark)
  }

  #enter({ roomId, members }: ManyRoom): void {
    members.push(new RelayMember({ url: this.#options.url, roomId, seed: this.#seed++ }))
  }

  /** Whoever goes has nothing left that only they hold. */
  #change(room: ManyRoom): void {
    const going = room.members.findIndex(isAtRest)
    if (going >= 0) room.members.splice(going, 1)[0]?.leave()
    if (room.members.length < this.#options.members) this.#enter(room)
  }

  #allEntered(rooms: readonly ManyRoom[]): Promise<unknown> {
    return Promise.all(rooms.flatMap(({ members }) => members.map((member) => member.entered())))
  }
}
