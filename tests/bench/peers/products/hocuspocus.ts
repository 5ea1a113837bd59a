import { yjsProduct } from './yjs_product.ts'

/** Its server with its extension for databases, which keeps each document in a file. */
export const hocuspocus = yjsProduct(
  { page: 'hocuspocus', title: 'Hocuspocus', direct: false, keeps: true },
  { script: 'servers/hocuspocus.mjs' },
)
