/**
 * Binary values as plain Uint8Arrays, without a copy: Socket.IO brings ArrayBuffers in a browser, and Node and
 * simple-peer bring Buffers. Anything else comes back as it is.
 */
export function plainBytes(value: unknown): unknown {
  if (value instanceof ArrayBuffer) return new Uint8Array(value)
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
  return value
}

/** The same for each field of an object, one level deep. */
export function plainFields(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, plainBytes(value)]))
}
