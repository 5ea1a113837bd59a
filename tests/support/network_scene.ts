import { expect } from 'vitest'
import type { Chromium } from './chromium.ts'
import { RoomPage, type RoomPageOptions } from './room_page.ts'
import { Scene } from './scene.ts'
import { TcpProxy } from './tcp_proxy.ts'
import { TurnServer } from './turn_server.ts'
import { countMarks } from './typist.ts'
import { UdpProxy } from './udp_proxy.ts'
import { until } from './until.ts'
import { stopWriters, type Writer } from './writer.ts'

/** Makes a page use nothing but TURN servers for its peer connections. */
export const RELAY_ONLY: RoomPageOptions = { rtc: { iceTransportPolicy: 'relay' } }

/** What Chromium itself says while its network is troubled. */
const NETWORK_TROUBLE = /net::ERR_|WebSocket connection to|Failed to load resource/

/** A dial that finds no way, 10 s, and the pause after it, with room for a slow machine. */
const UP_MS = 60_000

/**
 * The real server behind a TCP proxy, and two real browsers that reach each other through a real coturn behind a
 * UDP proxy, and in no other way. Whoever opens it ends it.
 */
export class NetworkScene {
  readonly scene: Scene
  readonly turn: TurnServer
  readonly udp: UdpProxy
  readonly tcp: TcpProxy
  readonly #second: Chromium

  private constructor(scene: Scene, second: Chromium, turn: TurnServer, udp: UdpProxy, tcp: TcpProxy) {
    this.scene = scene
    this.#second = second
    this.turn = turn
    this.udp = udp
    this.tcp = tcp
  }

  static async open(env: Readonly<Record<string, string>> = {}): Promise<NetworkScene> {
    const turn = await TurnServer.run()
    const udp = await UdpProxy.listen(turn.port)
    try {
      const iceServers = JSON.stringify([turn.iceServer(udp.port)])
      const scene = await Scene.open({ env: { ICE_SERVERS: iceServers, ...env } })
      try {
        const second = await scene.anotherBrowser()
        return new NetworkScene(scene, second, turn, udp, await TcpProxy.listen(scene.server.port))
      } catch (thrown) {
        await scene.end()
        throw thrown
      }
    } catch (thrown) {
      udp.close()
      await turn.stop()
      throw thrown
    }
  }

  /** The first two people of a room, each in a browser of their own, as they were let in; the first one is host. */
  async enter(roomId: string, options = RELAY_ONLY, guestOptions = options): Promise<[RoomPage, RoomPage]> {
    const url = `${this.tcp.url}/r/${roomId}`
    const host = await RoomPage.enter(this.scene.browser, url, options)
    await host.waitForPath('hosting')
    return [host, await RoomPage.enter(this.#second, url, guestOptions)]
  }

  /** Like `enter`, and they are connected without the server in between. */
  async pair(roomId: string): Promise<[RoomPage, RoomPage]> {
    const [host, guest] = await this.enter(roomId)
    await this.directly(guest)
    return [host, guest]
  }

  /** Waits until the page says that it is connected directly. It gets there by itself, one dial and one pause later. */
  async directly(guest: RoomPage): Promise<void> {
    await until('connected directly', async () => (await guest.status()).path === 'direct', UP_MS)
  }

  /** Lets the writers stop. All that they wrote is there once, on every page and in the store, and nothing else ailed. */
  async expectAll(roomId: string, writers: readonly Writer[]): Promise<void> {
    const marks = await stopWriters(writers)
    const pages = writers.map((writer) => writer.page)
    const text = await this.scene.agreement(roomId, pages, 60_000)
    expect(marks.length).toBeGreaterThan(0)
    expect(countMarks(text)).toEqual(new Map(marks.map((mark) => [mark, 1])))
    for (const page of pages) await page.close()
    expect(this.#problems()).toEqual([])
  }

  /** Frames that the server passed on between pages so far. */
  async relayed(): Promise<number> {
    return (await this.scene.server.health()).relayed_frames
  }

  /** A fine network again. */
  calm(): void {
    this.udp.open()
    this.udp.setWeather()
    this.udp.takeCount()
    this.tcp.delayMs = 0
    this.tcp.resume()
  }

  /** What the pages complained of, but for the network's faults themselves. */
  #problems(): readonly string[] {
    return this.scene.problems().filter((problem) => !NETWORK_TROUBLE.test(problem))
  }

  async end(): Promise<void> {
    await this.scene.end()
    await this.tcp.close()
    this.udp.close()
    await this.turn.stop()
  }
}
