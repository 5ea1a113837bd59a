import { type Accessor, createSignal } from 'solid-js'
import type { RoomId } from '../../shared/base/ids.ts'
import type { AccessChange, Desk, LinkRole, Person, Rules } from '../../shared/protocol/access.ts'
import type { User } from '../../shared/protocol/messages.ts'
import { REASONS, type Reason } from '../../shared/protocol/reasons.ts'
import type { SessionPort } from '../../shared/session/session_port.ts'
import type { Dialogs } from './dialogs.ts'
import { formatFragment } from './fragment.ts'
import { roomUrl } from './room_link.ts'
import type { RoomLinks } from './room_links.ts'
import { isEncrypted, type RoomRights } from './room_rights.ts'
import { createSharing, type Sharing } from './sharing.ts'

interface AccessDialogsOptions {
  readonly session: SessionPort
  readonly rights: Accessor<RoomRights>
  readonly links: RoomLinks
  readonly dialogs: Dialogs
  readonly roomId: RoomId
  ownerKey(): string | null
  toClipboard(text: string): Promise<void>
  /** Goes to a new private room that begins with this one's code. */
  privateCopy(): void
  say(text: string): void
}

type Then = (reason: Reason | null) => void

/** What the dialog about the room's links shows and does. */
export interface ShareDialog {
  readonly sharing: Sharing
  readonly role: LinkRole | null
  readonly choices: readonly LinkRole[]
  choose(role: LinkRole): void
  readonly settings: {
    readonly rules: Rules
    readonly removed: Desk['removed']
    change(change: AccessChange, then: Then): void
    newLink(role: LinkRole, then: Then): void
    copyOwnerLink(): void
    /** Null where the room is private already. */
    readonly privateCopy: (() => void) | null
  } | null
}

export interface AccessDialogs {
  readonly sharing: Sharing
  share(): ShareDialog
  /** The removal that is asked about. */
  removal(): { readonly user: User; readonly endsLinks: boolean; remove(endLink: boolean): void } | null
  askToRemove(user: User): void
  answerKnock(person: Person, admitted: boolean): void
}

/** What an owner, or a host that may, decides on in dialogs: links, rules, who is removed and who is let in. */
export function createAccessDialogs(on: AccessDialogsOptions): AccessDialogs {
  const { session, rights, links, dialogs, say } = on
  const [chosen, setChosen] = createSignal<LinkRole | null>(null)
  const [leaving, setLeaving] = createSignal<User | null>(null)
  const isOwner = () => rights().role === 'owner'
  const role = () => (isOwner() ? chosen() : null) ?? links.bestRole()
  const url = () => {
    const now = role()
    return (now && links.url(now)) ?? links.best()
  }
  const sharing = createSharing(url, on.toClipboard)
  const told = (reason: Reason | null) => {
    if (reason !== null) say(`That was not done. ${REASONS[reason]}`)
  }

  const copyOwnerLink = async () => {
    const owner = on.ownerKey()
    if (owner === null) return say('This browser does not have the owner’s key')
    try {
      await on.toClipboard(
        roomUrl(location.origin, on.roomId) + formatFragment({ owner, isPrivate: isEncrypted(rights()) }),
      )
    } catch {
      return say('The browser does not let this page copy')
    }
    say('The owner’s key is copied: whoever opens that link is an owner too')
  }

  const remove = (user: User, endLink: boolean) => {
    const kind: LinkRole = user.role === 'viewer' ? 'viewer' : 'editor'
    session.rights.ask({ kind: 'remove', userId: user.userId, removed: true }, (reason) => {
      told(reason)
      if (reason === null && endLink) session.rights.newLink(kind, told)
    })
    dialogs.close()
  }

  return {
    sharing,
    share: () => {
      const { rules, desk } = rights()
      return {
        sharing,
        role: role(),
        choices: links.choices(),
        choose(next) {
          setChosen(next)
          sharing.changed()
        },
        settings:
          isOwner() && rules !== null
            ? {
                rules,
                removed: desk.removed,
                change: (change, then) => session.rights.ask(change, then),
                newLink: (kind, then) => session.rights.newLink(kind, then),
                copyOwnerLink: () => void copyOwnerLink(),
                privateCopy: isEncrypted(rights()) ? null : on.privateCopy,
              }
            : null,
      }
    },
    removal: () => {
      const user = leaving()
      return user && { user, endsLinks: isOwner(), remove: (endLink) => remove(user, endLink) }
    },
    askToRemove(user) {
      setLeaving(user)
      dialogs.show('remove')
    },
    answerKnock: ({ userId }, admitted) => session.rights.ask({ kind: 'admit', userId, admitted }, told),
  }
}
