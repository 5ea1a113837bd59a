import { ChangeSet, Text } from '@codemirror/state'
import { fromSpans, toSpans, isEqual } from '../../shared/room/entry.ts'
import { encodeMessage, decodeMessage } from '../../shared/protocol/codec/messages.ts'
import { Reassembly, toFrames } from '../../shared/protocol/frames.ts'
import { readRecording } from './recording.ts'
const t = await readRecording(process.argv[2] ?? '')
const patches = t.txns.flatMap((x) => x.patches)
const n = patches.length
function time(name: string, f: () => void) { for (let i = 0; i < 3; i++) { const s = performance.now(); f(); const e = performance.now(); if (i === 2) console.log(name, ((e - s) * 1000 / n).toFixed(2), 'µs') } }
let sets: ChangeSet[] = []
time('ChangeSet.of', () => { sets = []; let len = 0; for (const [p, d, i] of patches) { const c = ChangeSet.of({ from: p, to: p + d, insert: i }, len); len = c.newLength; sets.push(c) } })
time('apply', () => { let text = Text.empty; for (const c of sets) text = c.apply(text) })
time('text.replace', () => { let text = Text.empty; for (const [p, d, i] of patches) text = text.replace(p, p + d, i === '' ? Text.empty : Text.of(i.split('\n'))) })
let spans: any[] = []
time('toSpans', () => { spans = sets.map(toSpans) })
time('fromSpans', () => { let i = 0; for (const s of spans) fromSpans(s, sets[i++]!.length) })
time('isEqual', () => { for (const s of sets) isEqual(s, ChangeSet.empty(0).length === 0 ? s : s) })
let bytes: Uint8Array[] = []
time('encode', () => { bytes = spans.map((s, i) => encodeMessage({ type: 'codeChange', base: i, edits: [{ clientId: 'aaaa', seq: i, change: { kind: 'edit', file: 0, spans: s } }] } as any, 'aaaa' as any)) })
time('frames', () => { const r = new Reassembly(); for (const b of bytes) for (const f of toFrames(b)) r.push(f) })
time('decode', () => { for (const b of bytes) decodeMessage(b, 'aaaa' as any) })
