import { join, resolve } from 'node:path'
import { build, type Plugin } from 'vite'
import solid from 'vite-plugin-solid'
import { trustTemplates } from './trust_templates.ts'

/**
 * Builds the administrator's page into a folder of its own beside the page. Built together, what both use would become
 * files that rooms load one by one.
 */
export function adminPage(folder: string): Plugin {
  let from = ''
  let to = ''
  return {
    name: 'admin-page',
    apply: 'build',
    configResolved(config) {
      from = join(config.root, folder)
      to = join(resolve(config.root, config.build.outDir), folder)
    },
    closeBundle: {
      // After the list of files that browsers keep was made, before all files are compressed.
      order: 'pre',
      sequential: true,
      async handler(error?: Error) {
        if (error) return
        await build({
          configFile: false,
          root: from,
          base: `/${folder}/`,
          publicDir: false,
          logLevel: 'warn',
          plugins: [solid(), trustTemplates()],
          build: {
            outDir: to,
            emptyOutDir: true,
            target: 'es2022',
            assetsInlineLimit: 0,
            modulePreload: { polyfill: false },
          },
        })
      },
    },
  }
}
