import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import ts from 'typescript'
import type { Plugin } from 'vite'

/** Below the output, in folders as those of the sources. */
const FOLDER = 'types'

/**
 * Writes the declarations of these sources beside the output. They have to be all that the first one's own need, so
 * that whoever gets the output needs nothing else.
 */
export function declarations(sources: readonly string[]): Plugin {
  let out = ''
  return {
    name: 'declarations',
    apply: 'build',
    configResolved(config) {
      out = resolve(config.root, config.build.outDir, FOLDER)
    },
    async writeBundle() {
      for (const source of sources) {
        const { outputText, diagnostics } = ts.transpileDeclaration(await readFile(source, 'utf8'), {
          fileName: source,
          reportDiagnostics: true,
          compilerOptions: { target: ts.ScriptTarget.ES2022, stripInternal: true },
        })
        const [fault] = diagnostics ?? []
        if (fault) this.error(`${source}: ${ts.flattenDiagnosticMessageText(fault.messageText, '\n')}`)
        for (const [, path = ''] of outputText.matchAll(/from ["'](\.[^"']*)["']/g))
          if (!sources.includes(join(dirname(source), path))) this.error(`${source} needs ${path}, too`)
        const file = join(out, source.replace(/\.ts$/, '.d.ts'))
        await mkdir(dirname(file), { recursive: true })
        await writeFile(file, outputText.replaceAll(/(from ["']\.[^"']*)\.ts(["'])/g, '$1.js$2'))
      }
    },
  }
}
