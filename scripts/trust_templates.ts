import type { Plugin } from 'vite'

const SOLID = '/solid-js/web/dist/web.js'
const TEMPLATE = 't.innerHTML = html;'

/**
 * The page's policy lets no text become elements, but for the templates of its own components, which are constants
 * and pass here. Only one such policy can be made, so nothing else can pass for one.
 */
export const trustTemplates = (): Plugin => ({
  name: 'trust-templates',
  apply: 'build',
  transform(code, id) {
    if (!id.includes(SOLID)) return null
    if (!code.includes(TEMPLATE)) this.error('Solid makes its templates in another way: see TEMPLATE')
    const policy =
      "const trusted = globalThis.trustedTypes?.createPolicy('templates', { createHTML: (html) => html });\n"
    const made = code.replace(TEMPLATE, 't.innerHTML = trusted ? trusted.createHTML(html) : html;')
    return { code: policy + made, map: null }
  },
})
