import BadgeCheck from 'lucide-solid/icons/badge-check'
import UsersIcon from 'lucide-solid/icons/users'
import { createEffect, createSignal, createUniqueId, For, onCleanup, Show } from 'solid-js'
import type { PeerId } from '../../shared/base/ids.ts'
import type { LinkRole } from '../../shared/protocol/access.ts'
import type { User } from '../../shared/protocol/messages.ts'
import type { SessionPort } from '../../shared/session/session_port.ts'
import type { Follow } from '../state/follow.ts'
import { personColor } from '../state/person.ts'
import type { RoomRights } from '../state/room_rights.ts'
import { createWhereabouts } from '../state/whereabouts.ts'
import { Avatar } from './Avatar.tsx'
import button from './button.module.css'
import { NameEditor } from './NameEditor.tsx'
import styles from './People.module.css'
import { Tooltip } from './Tooltip.tsx'

interface PeopleProps {
  readonly users: readonly User[]
  readonly self: PeerId | null
  readonly host: PeerId | null
  readonly typing: readonly PeerId[]
  readonly session: SessionPort
  readonly follow: Follow
  readonly rights: RoomRights
  setRole(user: User, role: LinkRole): void
  /** Asks before it removes. */
  remove(user: User): void
  /** Asks everybody to come to where this person is. */
  summon(): void
  rename(name: string): void
}

/** How often it is looked where everybody is while the list is open, in milliseconds. */
const LOOK_MS = 500

/** Who is here: oneself with the name to click, the others as discs, and a list in words. */
export function People(props: PeopleProps) {
  const [open, setOpen] = createSignal(false)
  const panelId = createUniqueId()
  let group: HTMLDivElement | undefined
  let toggle: HTMLButtonElement | undefined

  const isSelf = (user: User) => user.peerId === props.self
  const isHost = (user: User) => user.peerId === props.host
  const isTyping = (user: User) => props.typing.includes(user.peerId)
  const roleTag = (user: User) => {
    const role = props.rights.roleOf(user)
    return role === 'viewer' ? ' (can view)' : role === 'owner' && props.rights.rules ? ' (owner)' : ''
  }
  const tags = (user: User) =>
    `${isSelf(user) ? ' (you)' : ''}${isHost(user) ? ' (host)' : ''}${roleTag(user)}`
  const isDecidedOn = (user: User) =>
    props.rights.decides && !isSelf(user) && props.rights.roleOf(user) !== 'owner'
  const ordered = () => [...props.users.filter(isSelf), ...props.users.filter((user) => !isSelf(user))]
  const where = createWhereabouts(props.session)
  const isFollowed = (user: User) => props.follow.following()?.peerId === user.peerId
  const stateOf = (user: User) =>
    [isTyping(user) ? 'typing…' : '', isSelf(user) ? '' : where.wordsFor(user)].filter(Boolean).join(', ')
  /** In its place the description that the disc has without it is not heard. */
  const tipFor = (user: User) =>
    [`${user.userName}${tags(user)}`, stateOf(user)].filter((part) => part !== '').join(', ')
  const count = () => (props.users.length === 1 ? '1 person' : `${props.users.length} people`)

  const outside = (event: PointerEvent) => {
    if (event.target instanceof Node && group?.contains(event.target) !== true) setOpen(false)
  }
  const onEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    setOpen(false)
    toggle?.focus()
  }
  createEffect(() => {
    if (!open()) return
    where.look()
    const looking = setInterval(where.look, LOOK_MS)
    onCleanup(() => clearInterval(looking))
    document.addEventListener('pointerdown', outside)
    document.addEventListener('keydown', onEscape)
    onCleanup(() => {
      document.removeEventListener('pointerdown', outside)
      document.removeEventListener('keydown', onEscape)
    })
  })

  return (
    <div ref={group} class={styles.group}>
      <ul
        class={styles.people}
        data-testid="people"
        aria-label="People in the room"
        // Whoever is out of sight comes into it with the focus, and goes again.
        onFocusOut={(event) => {
          event.currentTarget.scrollTop = 0
        }}
      >
        <For each={ordered()}>
          {(user) => (
            <li
              class={styles.person}
              data-testid="person"
              data-peer={user.peerId}
              data-self={isSelf(user)}
              data-host={isHost(user)}
              data-typing={isTyping(user)}
              data-name={user.userName}
            >
              <Show
                when={isSelf(user)}
                fallback={
                  <Tooltip words={tipFor(user)}>
                    <button
                      type="button"
                      class={styles.follow}
                      data-testid="follow"
                      data-color={personColor(user.color)}
                      aria-label={`Follow ${user.userName}`}
                      aria-pressed={isFollowed(user)}
                      aria-description={stateOf(user)}
                      onClick={() => props.follow.toggle(user.peerId)}
                    >
                      <Avatar
                        name={user.userName}
                        color={user.color}
                        host={isHost(user)}
                        typing={isTyping(user)}
                        away={where.isAway(user)}
                      />
                    </button>
                  </Tooltip>
                }
              >
                <NameEditor
                  name={user.userName}
                  color={user.color}
                  host={isHost(user)}
                  fixed={user.verified === true}
                  rename={props.rename}
                />
              </Show>
            </li>
          )}
        </For>
      </ul>
      <Tooltip words={`${count()} here`}>
        <button
          ref={toggle}
          type="button"
          class={`${button.button} ${button.quiet} ${styles.count}`}
          data-testid="people-toggle"
          aria-expanded={open()}
          aria-controls={panelId}
          aria-label={`${count()} here. Show the list`}
          onClick={() => setOpen(!open())}
        >
          <UsersIcon size={15} aria-hidden="true" />
          {props.users.length}
        </button>
      </Tooltip>
      <Show when={open()}>
        <section id={panelId} class={styles.panel} aria-label="People in the room">
          <ul>
            <For each={ordered()}>
              {(user) => (
                <li class={styles.line} data-testid="person-line">
                  <Avatar
                    name={user.userName}
                    color={user.color}
                    host={isHost(user)}
                    typing={isTyping(user)}
                    away={where.isAway(user)}
                  />
                  <span class={styles.name}>{user.userName}</span>
                  <Show when={user.verified}>
                    <span
                      class={styles.verified}
                      role="img"
                      data-testid="verified"
                      aria-label="Name confirmed by sign-in"
                      title="Name confirmed by sign-in"
                    >
                      <BadgeCheck size={15} aria-hidden="true" />
                    </span>
                  </Show>
                  <span class={styles.tags}>
                    {tags(user)}
                    <span class={styles.state}>{stateOf(user)}</span>
                  </span>
                  <Show when={!isSelf(user)}>
                    <button
                      type="button"
                      class={`${button.button} ${styles.action}`}
                      aria-label={`Follow ${user.userName}`}
                      aria-pressed={isFollowed(user)}
                      onClick={() => props.follow.toggle(user.peerId)}
                    >
                      Follow
                    </button>
                  </Show>
                  <Show when={isDecidedOn(user)}>
                    <span class={styles.decide}>
                      <select
                        class={styles.role}
                        data-testid="person-role"
                        aria-label={`What ${user.userName} may do`}
                        onChange={(event) => props.setRole(user, event.currentTarget.value as LinkRole)}
                      >
                        <option value="editor" selected={props.rights.roleOf(user) === 'editor'}>
                          Can edit
                        </option>
                        <option value="viewer" selected={props.rights.roleOf(user) === 'viewer'}>
                          Can view
                        </option>
                      </select>
                      <button
                        type="button"
                        class={`${button.button} ${button.quiet} ${styles.action}`}
                        data-testid="person-remove"
                        aria-label={`Remove ${user.userName} from the room`}
                        onClick={() => {
                          setOpen(false)
                          props.remove(user)
                        }}
                      >
                        Remove
                      </button>
                    </span>
                  </Show>
                </li>
              )}
            </For>
          </ul>
          <Show when={props.self !== null && props.self === props.host && props.users.length > 1}>
            <button
              type="button"
              class={`${button.button} ${styles.summon}`}
              data-testid="summon"
              onClick={() => {
                setOpen(false)
                props.summon()
              }}
            >
              Ask everyone to come here
            </button>
          </Show>
        </section>
      </Show>
    </div>
  )
}
