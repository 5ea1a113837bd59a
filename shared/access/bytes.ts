export { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
