import { expect, test } from 'vitest'
import { trustedScript } from '../../client/edge/trusted_script.ts'

test('W6: one script of the page may be started by its address, and no other', () => {
  expect(trustedScript('/service_worker.js')).toBe('/service_worker.js')
  for (const url of [
    '/other.js',
    'https://elsewhere.example/service_worker.js',
    'data:text/javascript,1',
    '',
  ])
    expect(() => trustedScript(url)).toThrow()
})
