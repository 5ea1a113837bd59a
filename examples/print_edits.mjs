// Prints what others type in a room: node examples/print_edits.mjs http://localhost:3000/r/ROOM
import { createSession } from 'tandem/session'

const session = await createSession({ room: process.argv[2] ?? '', name: 'Printer' })
console.log(`In ${session.room} with ${session.people.length - 1} others. The text so far:`)
console.log(session.text())

session.on('edit', ({ changes }) => {
  for (const { from, to, insert } of changes) {
    if (to > from) console.log(`${from}: ${to - from} characters deleted`)
    if (insert !== '') console.log(`${from}: ${JSON.stringify(insert)}`)
  }
})
session.on('ended', (reason) => console.log(`The session ended: ${reason}`))

process.once('SIGINT', () => session.leave())
