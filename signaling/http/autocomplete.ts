import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { listed } from '../../shared/autocomplete/complete.ts'
import { loadModel } from '../../shared/autocomplete/models.ts'
import { loadParser } from '../../shared/autocomplete/parsers.ts'
import { plainText } from '../../shared/autocomplete/plain_text.ts'
import { candidatesIn } from '../../shared/autocomplete/suggest.ts'
import { AUTOCOMPLETE_BYTES } from '../../shared/protocol/limits.ts'
import type { Limits } from '../limits.ts'
import { autocompleteQuestion, autocompletion, failures } from './schemas.ts'
import { sendTooFast } from './too_fast.ts'

interface AutocompleteOptions {
  readonly now: () => number
  readonly limits: Limits
  /** Under what a visitor is counted. */
  readonly visitor: (request: IncomingMessage) => string
}

/** How long one text may be parsed: other requests wait meanwhile. Ordinary code takes a fraction of it. */
const PARSE_MS = 200

/** POST /autocomplete: the same suggestions as on the page. */
export function serveAutocomplete(app: FastifyInstance, { now, limits, visitor }: AutocompleteOptions): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/autocomplete',
    {
      bodyLimit: AUTOCOMPLETE_BYTES,
      onRequest: async (request, reply) => {
        const wait = await limits.wait(['autocomplete', visitor(request.raw)])
        if (wait > 0) return sendTooFast(reply, wait)
      },
      schema: {
        summary: 'Suggestions at a place in a text',
        body: autocompleteQuestion,
        response: { 200: autocompletion, ...failures },
      },
    },
    async (request) => {
      const { code, cursorPosition, language } = request.body
      const [parser, model] = await Promise.all([loadParser(language), loadModel(language)])
      const text = { length: code.length, slice: (from: number, to: number) => code.slice(from, to) }
      const candidates = candidatesIn(text, cursorPosition, { parser, model, now, budgetMs: PARSE_MS })
      if (candidates === null) return { suggestion: null, allSuggestions: [], from: cursorPosition }
      const { from } = candidates
      const all = listed(candidates, code.slice(from, cursorPosition), { explicit: true })
      const [best] = all
      return { suggestion: best ? plainText(best) : null, allSuggestions: [...all], from }
    },
  )
}
