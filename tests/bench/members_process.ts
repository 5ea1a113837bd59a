import { setTimeout as sleep } from 'node:timers/promises'
import { until } from '../support/until.ts'
import type { Confirmed, MembersRequest, Seen } from './members.ts'
import { machineNow, NodeMember } from './node_member.ts'

/** Members of one room in a process of their own, doing what the parent asks. */
const members: NodeMember[] = []
const WITHIN_MS = 60_000
/** How often the members' confirmations are looked at, in milliseconds. */
const LOOK_MS = 2
/** Every so many keys are a line. */
const LINE_KEYS = 12

async function enter({ url, roomId, way, count }: Extract<MembersRequest, { do: 'enter' }>): Promise<void> {
  const fresh = Array.from({ length: count }, () => new NodeMember({ url, roomId, way }))
  members.push(...fresh)
  await Promise.all(fresh.map((member) => member.entered()))
}

async function insert(text: string): Promise<void> {
  const [member] = members
  if (!member) throw new Error('nobody is here')
  member.type(text)
  await until('it is saved', () => ['saved', 'synced'].includes(member.session.status().state), WITHIN_MS)
}

async function type({ typists, keys, paceMs }: Extract<MembersRequest, { do: 'type' }>): Promise<void> {
  const each = members.slice(0, typists).map(async (member) => {
    let due = machineNow() + Math.random() * paceMs
    for (let key = 0; key < keys; key++, due += paceMs) {
      await sleep(Math.max(0, due - machineNow()))
      // Nobody writes one line for ever.
      member.type(member.typedAt.length % LINE_KEYS === LINE_KEYS - 1 ? '\n' : 'x')
    }
  })
  await Promise.all(each)
}

async function report(units: number, of: readonly string[] | null): Promise<Seen[]> {
  const has = ({ typedAt, seenAt }: NodeMember): number =>
    [...seenAt]
      .filter(([author]) => of === null || of.includes(author))
      .reduce((sum, [, times]) => sum + times.length, typedAt.length)
  await until('everybody has seen it all', () => members.every((member) => has(member) >= units), WITHIN_MS)
  return members.map((member) => {
    const { clientId, typedAt, seenAt } = member
    member.forget()
    return { clientId, typedAt, seenAt: Object.fromEntries(seenAt) }
  })
}

async function confirm(): Promise<Confirmed[]> {
  return Promise.all(
    members.map(async (member) => {
      const { replica } = member.session
      const before = replica.epoch
      member.type('x')
      while (replica.epoch === before || replica.pending.length > 0) await sleep(LOOK_MS)
      return { at: machineNow(), hosting: member.session.status().path === 'hosting' }
    }),
  )
}

function perform(request: MembersRequest): Promise<unknown> {
  switch (request.do) {
    case 'enter':
      return enter(request)
    case 'insert':
      return insert(request.text)
    case 'type':
      return type(request)
    case 'report':
      return report(request.units, request.of)
    case 'confirm':
      return confirm()
  }
}

process.on('message', (request: MembersRequest) => {
  perform(request).then(
    (done) => process.send?.({ done: done ?? null }),
    (thrown) => process.send?.({ failed: String(thrown) }),
  )
})
process.on('disconnect', () => process.exit(0))
process.send?.('ready')
