/**
 * The version of what pages say to each other and to the server. It goes up whenever an older page would not understand a
 * newer one, so that whoever runs a server sees which pages are still open.
 */
export const PAGE_PROTOCOL = 1
/** Versions that a page may claim go up to here. */
export const MOST_PROTOCOL = 1_000
/** Divergences that a page may tell of at once. */
export const REPORTED_DIVERGENCES = 100
