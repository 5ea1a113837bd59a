import type { Completion } from './completion.ts'

/** A stop of CodeMirror's templates, with its text and perhaps its number; and a brace that is meant as such. */
const STOP = /[$#]\{(?:\d+:?)?([^{}]*)\}/g
const BRACE = /\\([{}])/g

/** What a suggestion writes, for whoever knows no templates: a snippet's stops are their texts. */
export const plainText = ({ kind, apply }: Pick<Completion, 'kind' | 'apply'>): string =>
  kind === 'snippet' ? apply.replace(STOP, '$1').replace(BRACE, '$1') : apply
