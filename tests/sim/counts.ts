/** How often what happened, so that a run can prove that it did something. */
export const noCounts = () => ({
  /** Edits and faults that did something. */
  actions: 0,
  edits: 0,
  /** Somebody went elsewhere in the text. */
  moves: 0,
  settings: 0,
  opens: 0,
  kills: 0,
  leaves: 0,
  /** A page was loaded again in its browser, with what was on its disk. */
  reloads: 0,
  /** Two pages of the room lived in one browser. */
  twins: 0,
  /** Edits of a dead page that a later one of its browser brought. */
  restored: 0,
  /** Pages that had what is stored before they entered. */
  early: 0,
  /** Everybody died, and somebody came back later. */
  wipes: 0,
  cuts: 0,
  oneWays: 0,
  drops: 0,
  flaps: 0,
  islands: 0,
  pauses: 0,
  throttles: 0,
  restarts: 0,
  outages: 0,
  losses: 0,
  privateRooms: 0,
  /** The owner of a private room ended its link and made a new one. */
  newLinks: 0,
  /** Somebody who was put out came again by the new link. */
  relinks: 0,
  /** The host of a private room put a snapshot in the place of stored entries. */
  compactions: 0,
  hostChanges: 0,
  /** A page's confirmed entries became pending again. */
  forks: 0,
  /** A page came to use the relay. */
  relays: 0,
  /** A page moved from the relay to a direct link. */
  upgrades: 0,
  /** Edits made without a host that were confirmed later. */
  offlineMerges: 0,
})

export type Counts = ReturnType<typeof noCounts>

export function addCounts(sum: Counts, more: Counts): void {
  for (const key of Object.keys(sum) as (keyof Counts)[]) sum[key] += more[key]
}
