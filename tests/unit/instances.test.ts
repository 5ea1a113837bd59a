import { describe, expect, test } from 'vitest'
import type { RoomId } from '../../shared/base/ids.ts'
import { Bus, type BusListener } from '../../signaling/instances/bus.ts'
import { DistantBacklog } from '../../signaling/instances/distant_backlog.ts'
import { Exchanges } from '../../signaling/instances/exchanges.ts'
import { type InstanceId, newInstanceId } from '../../signaling/instances/instance.ts'
import { withoutStored } from '../../signaling/instances/large_stored.ts'
import type { Packet, Told } from '../../signaling/instances/messages.ts'
import { Turns } from '../../signaling/instances/turns.ts'
import type { ConnectionId } from '../../signaling/rooms/ports.ts'
import { VirtualClock } from '../support/virtual_clock.ts'

const instance = (seed: number): InstanceId => newInstanceId(new Uint8Array(16).fill(seed))
const [ONE, TWO, THREE] = [instance(1), instance(2), instance(3)]
const connection = (name: string): ConnectionId => name as ConnectionId
const gone = (name: string): Told => ({ kind: 'gone', connection: connection(name) })

describe('Z7: messages between instances', () => {
  /** Two instances; `pass` decides of each packet whether it arrives. */
  function pair(pass: (packet: Packet) => boolean = () => true) {
    const heard: (Told | string)[] = []
    let receive: (packet: unknown) => void = () => undefined
    const one = new Bus(ONE, { send: (packet) => pass(packet) && receive(packet), receive: () => undefined })
    const two = new Bus(TWO, {
      send: () => undefined,
      receive: (listener) => {
        receive = listener
      },
    })
    const listener: BusListener = {
      told: (from, told) => {
        expect(from).toBe(ONE)
        heard.push(told)
      },
      interrupted: (from) => heard.push(`interrupted ${from === ONE}`),
    }
    two.listen(listener)
    return { one, heard, say: (packet: unknown) => receive(packet) }
  }

  test('arrive in order, at whom they are for', () => {
    const { one, heard } = pair()
    one.tell(TWO, gone('a'))
    one.tell(THREE, gone('b'))
    one.tell(null, { kind: 'beat' })
    one.tell(TWO, gone('c'))
    expect(heard).toEqual([gone('a'), gone('c')])
  })

  test('where one was lost, that is known with the next, whomever it is for', () => {
    const { one, heard } = pair(({ number }) => number !== 2)
    one.tell(TWO, gone('a'))
    one.tell(TWO, gone('lost'))
    one.tell(null, { kind: 'beat' })
    one.tell(TWO, gone('c'))
    expect(heard).toEqual([gone('a'), 'interrupted true', gone('c')])
  })

  test('what makes no sense is nothing', () => {
    const { heard, say } = pair()
    const packet = { from: ONE, to: TWO, number: 1, told: gone('a') }
    for (const nonsense of [
      null,
      1,
      'x',
      {},
      { ...packet, from: 'me' },
      { ...packet, number: -1 },
      { ...packet, told: { kind: 'x' } },
    ])
      say(nonsense)
    expect(heard).toEqual([])
    say(packet)
    expect(heard).toEqual([gone('a')])
  })
})

describe('Z7: questions to other instances', () => {
  const LOST = 'lost'

  test('are answered by whom they were for, once', async () => {
    const exchanges = new Exchanges<string>(new VirtualClock().env(1), LOST)
    const { exchange, answer } = exchanges.begin(ONE, connection('a'))
    exchanges.settle(TWO, exchange, 'of another one')
    exchanges.settle(ONE, exchange, 'yes')
    exchanges.settle(ONE, exchange, 'again')
    expect(await answer).toBe('yes')
  })

  test('are lost with the instance, the connection, and in time', async () => {
    const clock = new VirtualClock()
    const exchanges = new Exchanges<string>(clock.env(1), LOST)
    const byInstance = exchanges.begin(ONE, connection('a'))
    const byConnection = exchanges.begin(TWO, connection('b'))
    const byTime = exchanges.begin(TWO, connection('c'), 100)
    const open = exchanges.begin(TWO, connection('d'), 1_000)
    exchanges.broken(ONE)
    exchanges.gone(connection('b'))
    clock.advance(200)
    expect(await Promise.all([byInstance, byConnection, byTime].map(({ answer }) => answer))).toEqual([
      LOST,
      LOST,
      LOST,
    ])
    exchanges.settle(TWO, open.exchange, 'in time')
    expect(await open.answer).toBe('in time')
  })
})

test('Z4: what has to wait for something holds back what comes after for the same page, and nothing else', async () => {
  const turns = new Turns<string>()
  const done: string[] = []
  const act = (name: string) => () => {
    done.push(name)
  }
  const failed = (): void => {
    done.push('failed')
  }
  let ready: () => void = () => undefined
  const waits = new Promise<void>((resolve) => {
    ready = resolve
  })
  turns.run('a', null, act('a1'), failed)
  turns.run('a', waits, act('a2'), failed)
  turns.run('a', null, act('a3'), failed)
  turns.run('b', null, act('b1'), failed)
  expect(done).toEqual(['a1', 'b1'])
  ready()
  await new Promise((resolve) => setImmediate(resolve))
  expect(done).toEqual(['a1', 'b1', 'a2', 'a3'])
  turns.run('a', null, act('a4'), failed)
  turns.run('a', Promise.reject(new Error('not there')), act('never'), failed)
  await new Promise((resolve) => setImmediate(resolve))
  expect(done.slice(4)).toEqual(['a4', 'failed'])
})

test('Z4: a stored room that is large is named, not told', () => {
  const room = 'room' as RoomId
  const small = { ok: true, stored: new Uint8Array(1_000) }
  const large = { ok: true, stored: new Uint8Array(100_000) }
  expect(withoutStored(small, room)).toEqual({ body: small, stored: null })
  expect(withoutStored(large, room)).toEqual({ body: { ok: true, stored: null }, stored: room })
  expect(withoutStored({ ok: true, stored: null }, room).stored).toBeNull()
})

test('Z7: a page at another instance is behind by what it did not take yet', async () => {
  const backlog = new DistantBacklog()
  backlog.add(10)
  expect(backlog.send()).toBe(10)
  backlog.add(5)
  expect([backlog.bytes, backlog.send(), backlog.send()]).toEqual([15, 5, 0])
  let free = false
  const waiting = backlog.below(5).then(() => {
    free = true
  })
  backlog.taken(4)
  await Promise.resolve()
  expect(free).toBe(false)
  backlog.taken(6)
  await waiting
  expect(backlog.bytes).toBe(5)
  const forEver = backlog.below(0)
  backlog.end()
  await forEver
})
