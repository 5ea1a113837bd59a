import './node_version.mjs'
import { spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { guardChildren, run } from './children.mjs'
import { checkDeployment } from './deployment.mjs'
import { copied, instructions, isSent } from './dockerfile.mjs'
import { endWithParent } from './parent.mjs'
import { Failure, main, ROOT, say } from './project.mjs'

/*
 * npm run test:image: the steps of the Dockerfile, one by one and without a container engine, each stage in a folder of
 * its own that begins empty; then the command that the image would run, until it answers. It needs the Node that the
 * image has, and a way to the packages. Before that, the files beside it are checked by the programs that read them.
 */

/** How long the server may take to answer, in milliseconds. */
const START_MS = 20_000

/** A stage: a folder that stands for its root. */
class Stage {
  /** @param {string} root */
  constructor(root) {
    this.root = root
    this.workdir = '/'
    /** @type {Record<string, string>} */
    this.env = {}
    /** @type {string[]} */
    this.command = []
  }

  /** @param {string} path of the image */
  at(path) {
    return join(this.root, path.startsWith('/') ? path : join(this.workdir, path))
  }
}

/** @param {Stage} stage @param {string} rest @param {Map<string, Stage>} stages @param {readonly string[]} sent */
async function copy(stage, rest, stages, sent) {
  const { from: name, paths: parts, to } = copied(rest)
  const from = name === null ? null : stages.get(name)
  if (from === undefined) throw new Failure(`The Dockerfile copies from a stage that is not there: ${rest}`)
  const all = from === null && parts[0] === '.' ? sent : parts
  for (const part of all) {
    const source = from === null ? join(ROOT, part) : from.at(part)
    const folder = to.endsWith('/') || parts[0] === '.' || parts.length > 1
    const target = folder ? join(stage.at(to), part) : stage.at(to)
    await mkdir(dirname(target), { recursive: true })
    await cp(source, target, { recursive: true })
  }
}

/** @param {Stage} stage @param {string} command */
async function runStep(stage, command) {
  // Paths of the image are paths of the stage's folder, and its user is whoever runs this.
  const here = command
    .replaceAll(/(^|\s)(\/[\w/-]+)/g, (_all, before, path) => before + stage.at(path))
    .replaceAll('node:node', `${process.getuid?.()}:${process.getgid?.()}`)
  const { code } = await run('sh', ['-c', `cd '${stage.at('.')}' && ${here}`], {
    env: { ...process.env, ...stage.env },
  })
  if (code !== 0) throw new Failure(`A step of the Dockerfile failed with ${code}: RUN ${command}`)
}

/** @returns {Promise<number>} */
const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

/** Runs the image's command until it answers. @param {Stage} stage */
async function answers(stage) {
  const port = await freePort()
  const [program = '', ...args] = stage.command
  const paths = Object.fromEntries(
    Object.entries(stage.env).map(([name, value]) => [name, value.startsWith('/') ? stage.at(value) : value]),
  )
  const child = spawn(program, args, {
    cwd: stage.at('.'),
    env: { PATH: process.env.PATH, ...paths, HOST: '127.0.0.1', PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  try {
    const deadline = Date.now() + START_MS
    for (;;) {
      const page = await fetch(`http://127.0.0.1:${port}/`).catch(() => null)
      const health = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null)
      if (page?.ok && health?.ok) return
      if (child.exitCode !== null || Date.now() > deadline)
        throw new Failure('The image’s server does not answer.')
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  } finally {
    child.kill('SIGTERM')
    await ended
  }
}

await main(async () => {
  guardChildren()
  endWithParent()
  await checkDeployment()
  const ignore = (await readFile(join(ROOT, '.dockerignore'), 'utf8')).split('\n')
  const sent = (await readdir(ROOT)).filter((path) => isSent(path, ignore))
  const folder = await mkdtemp(join(tmpdir(), 'tandem-image-'))
  try {
    /** @type {Map<string, Stage>} */
    const stages = new Map()
    let stage = new Stage(folder)
    for (const { name, rest } of instructions(await readFile(join(ROOT, 'Dockerfile'), 'utf8'))) {
      say(`${name} ${rest}`)
      if (name === 'FROM') {
        const label = /\sAS\s+(\S+)$/i.exec(rest)?.[1] ?? 'last'
        stage = new Stage(join(folder, label))
        stages.set(label, stage)
      } else if (name === 'WORKDIR') {
        stage.workdir = rest
        await mkdir(stage.at('.'), { recursive: true })
      } else if (name === 'ENV') {
        for (const [, key = '', value = ''] of rest.matchAll(/(\w+)=(\S+)/g)) stage.env[key] = value
      } else if (name === 'COPY') await copy(stage, rest, stages, sent)
      else if (name === 'RUN') await runStep(stage, rest)
      else if (name === 'CMD') stage.command = JSON.parse(rest)
      else if (!['USER', 'VOLUME', 'EXPOSE', 'HEALTHCHECK'].includes(name))
        throw new Failure(`The Dockerfile has an instruction that is not known here: ${name}`)
    }
    await answers(stage)
    say('The image’s server answers.')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
