import type { TransactionSpec } from '@codemirror/state'
import type { BrowserContext, Page } from 'playwright-core'
import type {} from '../../client/debug_handle.ts'
import type { Language } from '../../shared/protocol/language.ts'
import type { State, StatusPath } from '../../shared/session/status.ts'
import type { Chromium } from './chromium.ts'
import type { Action, Edit, Typist } from './typist.ts'
import { until } from './until.ts'

declare global {
  interface Window {
    /** Every peer connection that the page made, closed ones included. */
    peerConnections?: RTCPeerConnection[]
    /** Directives of the page's policy that something broke. */
    policyViolations?: string[]
  }
}

export interface Person {
  readonly peer: string
  readonly self: boolean
  readonly host: boolean
  readonly typing: boolean
  /** What the page calls them, with tags such as (host). */
  readonly label: string
}

export interface RtcStats {
  readonly messagesSent: number
  readonly messagesReceived: number
  readonly bytesSent: number
  readonly bytesReceived: number
}

/** What a typist has written into a page: marks, and UTF-16 units altogether. */
export interface Typed {
  readonly marks: string[]
  units: number
}
export const newTyped = (): Typed => ({ marks: [], units: 0 })

export interface RoomPageOptions {
  /** None of the page's peer connections ever gets anywhere. */
  readonly noPeers?: boolean
  /** Takes precedence over what the page itself says when it makes a peer connection. */
  readonly rtc?: RTCConfiguration
}

/** With relays only, and no relay to be had, it looks for a way and never finds one. */
const NO_PEERS: RTCConfiguration = { iceServers: [], iceTransportPolicy: 'relay' }

/** A page of Tandem in a browser, used as a person uses it. */
export class RoomPage {
  readonly page: Page
  readonly person: BrowserContext

  private constructor(person: BrowserContext, page: Page) {
    this.person = person
    this.page = page
  }

  /** A new person opens this address. */
  static async open(
    browser: Pick<Chromium, 'person'>,
    url: string,
    { noPeers = false, rtc = {} }: RoomPageOptions = {},
  ): Promise<RoomPage> {
    const person = await browser.person()
    await person.addInitScript(recordPeerConnections, noPeers ? NO_PEERS : rtc)
    const page = await person.newPage()
    await page.goto(url)
    return new RoomPage(person, page)
  }

  /** A new person opens this room's address and gets as far as to be able to type. */
  static async enter(
    browser: Pick<Chromium, 'person'>,
    url: string,
    options?: RoomPageOptions,
  ): Promise<RoomPage> {
    const room = await RoomPage.open(browser, url, options)
    await room.editable()
    return room
  }

  /** The element with this data-testid. */
  at(testId: string) {
    return this.page.getByTestId(testId)
  }

  /** Waits until the element with this data-testid is on the screen with these words in it. */
  async waitForWords(testId: string, words: string | RegExp): Promise<void> {
    await this.at(testId).filter({ hasText: words }).waitFor()
  }

  /** Waits until the text is there and can be typed into. */
  async editable(): Promise<void> {
    await this.at('editor').and(this.page.locator('[data-access=edit]')).waitFor()
    await this.page.waitForFunction(() => !!window.tandem?.view)
  }

  /** The editor's text, line ends as line feeds. */
  text(): Promise<string> {
    return this.page.evaluate(() => {
      if (!window.tandem?.view) throw new Error('the editor is not there')
      return window.tandem.view.state.doc.toString()
    })
  }

  /** The text as soon as it is like that; throws with its end when it is not in time. */
  async waitForText(like: (text: string) => boolean, withinMs = 15_000): Promise<string> {
    let text = ''
    const look = async (): Promise<{ text: string } | false> => {
      text = await this.text()
      return like(text) && { text }
    }
    return until('the text is as expected', look, withinMs).then(
      (found) => found.text,
      (thrown) => {
        throw new Error(`the text ends with ${JSON.stringify(text.slice(-200))}`, { cause: thrown })
      },
    )
  }

  /** Presses real keys where the caret is; where `at` says, in UTF-16 units, if it is given. */
  async type(text: string, at?: number): Promise<void> {
    await this.page.evaluate((anchor) => {
      const view = window.tandem?.view
      if (!view) throw new Error('the editor is not there')
      view.focus()
      if (anchor !== null) view.dispatch({ selection: { anchor } })
    }, at ?? null)
    await this.page.keyboard.type(text)
  }

  /** Presses real keys at the end of the text; what others type there meanwhile may come in between. */
  async typeAtEnd(text: string): Promise<void> {
    await this.#caretToEnd()
    await this.page.keyboard.type(text)
  }

  /** Puts a text at the end in one piece, as from an input method, so that nothing can come in between. */
  async insertAtEnd(text: string): Promise<void> {
    await this.#caretToEnd()
    await this.page.keyboard.insertText(text)
  }

  async #caretToEnd(): Promise<void> {
    await this.page.evaluate(() => {
      const view = window.tandem?.view
      if (!view) throw new Error('the editor is not there')
      view.focus()
      view.dispatch({ selection: { anchor: view.state.doc.length } })
    })
  }

  /**
   * Does what a typist decided on for the text `before`, at the same place in the text as it is now: typing with
   * real keys, and everything that takes something away in one step with finding the place, so that it never
   * takes what came in between. Answers false, having done nothing, when others changed that very place.
   */
  async perform(action: Action, before: string): Promise<boolean> {
    const { keyboard } = this.page
    if (action.kind === 'undo' || action.kind === 'redo') {
      await this.page.evaluate(() => window.tandem?.view?.focus())
      await keyboard.press(action.kind === 'undo' ? 'Control+z' : 'Control+y')
      return true
    }
    const step = await this.page.evaluate(performInPage, { edit: action, before })
    if (step === 'press Enter') await keyboard.press('Enter')
    else if (step === 'type') {
      // What is on no key comes as from an input method.
      if (/^[\x20-\x7e]*$/.test(action.insert)) await keyboard.type(action.insert)
      else await keyboard.insertText(action.insert)
    }
    return step !== 'not there'
  }

  /**
   * Lets a typist do so many actions here, and notes in `typed` what has been written, also when the page is gone
   * before the end; then it rejects.
   */
  async letType(typist: Typist, actions: number, typed: Typed = newTyped()): Promise<Typed> {
    for (let i = 0; i < actions; i++) {
      const text = await this.text()
      const action = typist.next(text)
      if (!(await this.perform(action, text)) || action.kind === 'undo' || action.kind === 'redo') continue
      typed.units += action.insert.length
      if (action.gesture === 'mark') typed.marks.push(action.insert)
    }
    return typed
  }

  /** Pastes a text at the end, as it is in a file: with whatever line ends it has. */
  async paste(text: string): Promise<void> {
    await this.page.evaluate((pasted) => {
      const view = window.tandem?.view
      if (!view) throw new Error('the editor is not there')
      view.focus()
      view.dispatch({ selection: { anchor: view.state.doc.length } })
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', pasted)
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
      view.contentDOM.dispatchEvent(event)
    }, text)
  }

  language(): Promise<Language> {
    return this.page.evaluate(() => {
      if (!window.tandem) throw new Error('the page is in no room')
      return window.tandem.session.language()
    })
  }

  /** What the picker shows. */
  pickedLanguage(): Promise<string> {
    return this.at('language-picker').inputValue()
  }

  async setLanguage(language: Language): Promise<void> {
    await this.at('language-picker').selectOption(language)
  }

  async status(): Promise<{ readonly state: State; readonly path: StatusPath; readonly words: string }> {
    const element = this.page.locator('[role=status][data-state]')
    return element.evaluate((status) => ({
      state: status.getAttribute('data-state') as State,
      path: status.getAttribute('data-path') as StatusPath,
      words: status.textContent ?? '',
    }))
  }

  /** All that the session says of itself, in one line, for messages. */
  standing(): Promise<string> {
    return this.page.evaluate(() => JSON.stringify(window.tandem?.session.status() ?? null))
  }

  /** Waits until the page says that it is connected in one of these ways. */
  async waitForPath(...paths: readonly StatusPath[]): Promise<StatusPath> {
    return until(`connected as ${paths.join(' or ')}`, async () => {
      const { path } = await this.status()
      return paths.includes(path) && path
    })
  }

  /** Waits until the page says that everything is saved. */
  async waitForSaved(withinMs = 20_000): Promise<void> {
    await until(
      'everything is saved',
      async () => ['saved', 'synced'].includes((await this.status()).state),
      withinMs,
    )
  }

  people(): Promise<readonly Person[]> {
    return this.at('person').evaluateAll((items) =>
      items.map((item) => ({
        peer: item.getAttribute('data-peer') ?? '',
        self: item.getAttribute('data-self') === 'true',
        host: item.getAttribute('data-host') === 'true',
        typing: item.getAttribute('data-typing') === 'true',
        label: `${item.getAttribute('data-name')}${item.getAttribute('data-host') === 'true' ? ' (host)' : ''}`,
      })),
    )
  }

  async waitForPeople(count: number): Promise<void> {
    await until(`${count} people`, async () => (await this.people()).length === count)
  }

  /** Changes the own name the way a person does. */
  async rename(name: string): Promise<void> {
    await this.at('self').click()
    await this.at('name-input').fill(name)
    await this.at('name-input').press('Enter')
  }

  /** What went over the data channels of all the page's peer connections so far. */
  rtcStats(): Promise<RtcStats> {
    return this.page.evaluate(async () => {
      const sum = { messagesSent: 0, messagesReceived: 0, bytesSent: 0, bytesReceived: 0 }
      const keys = Object.keys(sum) as (keyof typeof sum)[]
      for (const connection of window.peerConnections ?? []) {
        for (const report of (await connection.getStats()).values())
          if (report.type === 'data-channel') for (const key of keys) sum[key] += report[key] ?? 0
      }
      return sum
    })
  }

  /** By what kinds of addresses the page offered itself to others so far: `host`, `srflx`, `relay`. */
  ownCandidates(): Promise<readonly string[]> {
    return this.page.evaluate(async () => {
      const types = new Set<string>()
      for (const connection of window.peerConnections ?? []) {
        for (const report of (await connection.getStats()).values())
          if (report.type === 'local-candidate') types.add(report.candidateType)
      }
      return [...types].sort()
    })
  }

  /** Peer connections that are up now. */
  openPeerConnections(): Promise<number> {
    return this.page.evaluate(
      () =>
        (window.peerConnections ?? []).filter(({ connectionState }) => connectionState === 'connected')
          .length,
    )
  }

  policyViolations(): Promise<readonly string[]> {
    return this.page.evaluate(() => window.policyViolations ?? [])
  }

  /** The person closes the page and is gone. */
  async close(): Promise<void> {
    await this.person.close()
  }
}

/** Runs in the page, before its own scripts. */
function recordPeerConnections(rtc: RTCConfiguration): void {
  const made: RTCPeerConnection[] = []
  window.peerConnections = made
  const violations: string[] = []
  window.policyViolations = violations
  document.addEventListener('securitypolicyviolation', (event) => {
    violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`)
  })
  window.RTCPeerConnection = new Proxy(RTCPeerConnection, {
    construct(target, [configuration, ...rest], newTarget) {
      const used = { ...configuration, ...rtc }
      const connection: RTCPeerConnection = Reflect.construct(target, [used, ...rest], newTarget)
      made.push(connection)
      return connection
    },
  })
}

/** Runs in the page. Answers what is left to do with real keys, if anything. */
function performInPage({
  edit,
  before,
}: {
  edit: Edit
  before: string
}): 'not there' | 'done' | 'type' | 'press Enter' {
  const view = window.tandem?.view
  if (!view) throw new Error('the editor is not there')
  const now = view.state.doc.toString()
  let start = 0
  const most = Math.min(before.length, now.length)
  while (start < most && before[start] === now[start]) start++
  let end = 0
  while (end < most - start && before[before.length - 1 - end] === now[now.length - 1 - end]) end++
  let shift = 0
  if (edit.to > start) {
    if (edit.from < before.length - end) return 'not there'
    shift = now.length - before.length
  }
  const from = edit.from + shift
  const to = edit.to + shift
  const { gesture, insert } = edit
  const target = view.contentDOM
  const clipboardData = new DataTransfer()
  view.focus()
  switch (gesture) {
    case 'type':
    case 'mistype':
      view.dispatch({ selection: { anchor: from } })
      return 'type'
    case 'newline': {
      view.dispatch({ selection: { anchor: from } })
      const line = view.state.doc.lineAt(from).text
      const indent = /^[ \t]*/.exec(line)?.[0] ?? ''
      if (insert === `\n${indent}` && /[\w;,)]$/.test(line)) return 'press Enter'
      view.dispatch({
        changes: { from, insert },
        userEvent: 'input',
        selection: { anchor: from + insert.length },
      })
      return 'done'
    }
    case 'correct':
      view.dispatch({ selection: { anchor: to } })
      target.dispatchEvent(
        new KeyboardEvent('keydown', {
          key: 'Backspace',
          code: 'Backspace',
          keyCode: 8,
          bubbles: true,
          cancelable: true,
        }),
      )
      return 'done'
    case 'cut':
      view.dispatch({ selection: { anchor: from, head: to } })
      target.dispatchEvent(new ClipboardEvent('cut', { clipboardData, bubbles: true, cancelable: true }))
      return 'done'
    case 'paste':
      view.dispatch({ selection: { anchor: from } })
      clipboardData.setData('text/plain', insert)
      target.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
      return 'done'
    case 'mark': {
      // Undoing must not take it away again.
      const { addToHistory } = view.state.update({}).constructor as unknown as {
        addToHistory: { of(value: boolean): TransactionSpec['annotations'] }
      }
      view.dispatch({
        changes: { from, insert },
        annotations: addToHistory.of(false),
        userEvent: 'input.type',
      })
      return 'done'
    }
    default:
      view.dispatch({
        changes: { from, to, insert },
        selection: { anchor: from + insert.length },
        userEvent: insert === '' ? 'delete.selection' : 'input',
      })
      return 'done'
  }
}
