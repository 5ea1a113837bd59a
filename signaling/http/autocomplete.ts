import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { listed } from '../../shared/autocomplete/complete.ts'
import { loadModel } from '../../shared/autocomplete/models.ts'
import { loadParser } from '../../shared/autocomplete/parsers.ts'
import { plainText } from '../../shared/autocomplete/plain_text.ts'
import { candidatesIn } from '../../shared/autocomplete/suggest.ts'
import { AUTOCOMPLETE_BYTES } from '../../shared/protocol/limits.ts'
import { autocompleteQuestion, autocompletion, failures } from './schemas.ts'

interface AutocompleteOptions {
  readonly now: () => number
  /** Questions of one address a minute; 0 is no limit. */
  readonly perMinute: number
}

/** How long one text may be parsed: other requests wait meanwhile. Ordinary code takes a fraction of it. */
const PARSE_MS = 200
const MINUTE_MS = 60_000

/** POST /autocomplete: the same suggestions as on the page. */
export function serveAutocomplete(app: FastifyInstance, { now, perMinute }: AutocompleteOptions): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/autocomplete',
    {
      bodyLimit: AUTOCOMPLETE_BYTES,
      config: perMinute > 0 ? { rateLimit: { max: perMinute, timeWindow: MINUTE_MS } } : {},
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
