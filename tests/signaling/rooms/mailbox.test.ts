import { expect, test } from 'vitest'
import { Mailbox } from '../../../signaling/rooms/mailbox.ts'

test('tasks run one after the other, in the order in which they came, and answer their callers', async () => {
  const ran: string[] = []
  const mailbox = new Mailbox(() => undefined)
  const task = (name: string, pauses: number) => async () => {
    ran.push(`${name} begins`)
    for (let i = 0; i < pauses; i++) await Promise.resolve()
    ran.push(`${name} ends`)
    return name
  }
  const answers = await Promise.all([mailbox.run(task('slow', 50)), mailbox.run(task('quick', 0))])
  expect(ran).toEqual(['slow begins', 'slow ends', 'quick begins', 'quick ends'])
  expect(answers).toEqual(['slow', 'quick'])
})

test('a task that rejects tells its caller alone, and the next one runs', async () => {
  const mailbox = new Mailbox(() => undefined)
  const failing = mailbox.run(() => Promise.reject(new Error('no')))
  const next = mailbox.run(async () => 'ran')
  await expect(failing).rejects.toThrow('no')
  expect(await next).toBe('ran')
})

test('it is idle, and says so, when nothing is under way or waiting, also after a failure', async () => {
  let idle = 0
  const mailbox = new Mailbox(() => idle++)
  expect(mailbox.idle).toBe(true)
  const first = mailbox.run(async () => undefined)
  const second = mailbox.run(() => Promise.reject(new Error('no')))
  expect(mailbox.idle).toBe(false)
  await first
  expect(mailbox.idle).toBe(false)
  await expect(second).rejects.toThrow('no')
  expect(mailbox.idle).toBe(true)
  expect(idle).toBe(1)
})
