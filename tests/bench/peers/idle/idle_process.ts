/** So many connections are opened at once. */
const AT_ONCE = 20

/**
 * For every list of rooms from the parent one more connection is opened to each; then it answers.
 *
 * @param connect resolves when the connection has all that it will have
 */
export function openWhenAsked(connect: (url: string, room: string) => Promise<void>): void {
  const [url = ''] = process.argv.slice(2)
  const open = async (rooms: readonly string[]): Promise<void> => {
    for (let i = 0; i < rooms.length; i += AT_ONCE)
      await Promise.all(rooms.slice(i, i + AT_ONCE).map((room) => connect(url, room)))
  }
  process.on('message', (rooms: readonly string[]) => {
    open(rooms).then(() => process.send?.('open'))
  })
  process.on('disconnect', () => process.exit(0))
  process.send?.('ready')
}
