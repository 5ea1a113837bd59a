import { Facet } from '@codemirror/state'

/** What saving by hand does: a keymap's own ways of saving call it. */
export const saveHandler = Facet.define<() => void, () => void>({
  combine: (handlers) => () => {
    for (const handler of handlers) handler()
  },
})
