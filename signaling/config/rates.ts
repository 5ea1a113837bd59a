import type { Values } from './settings.ts'

/** How often what may be done; 0 is no limit. */
export interface Rates {
  readonly httpPerMinute: number
  readonly autocompletePerMinute: number
  readonly connectionsPerMinute: number
  /** At a time. */
  readonly connectionsPerAddress: number
  readonly joinsPerAddressPer10s: number
  readonly joinsPer10s: number
  readonly signalsPer10s: number
  readonly appendsPer10s: number
  readonly relayFramesPer10s: number
  readonly relayBytesPer10s: number
  readonly missesPerMinute: number
  readonly pollsPer10s: number
  readonly roomsPerAddressPerHour: number
  readonly eventsPer10s: number
  readonly roomReadsPer10s: number
  readonly roomJoinsPer10s: number
  readonly roomSignalsPer10s: number
  readonly roomAppendsPer10s: number
  readonly roomRelayFramesPer10s: number
  readonly roomRelayBytesPer10s: number
}

export const toRates = (values: Values): Rates => ({
  httpPerMinute: values.HTTP_PER_MINUTE,
  autocompletePerMinute: values.AUTOCOMPLETE_PER_MINUTE,
  connectionsPerMinute: values.CONNECTIONS_PER_MINUTE,
  connectionsPerAddress: values.CONNECTIONS_PER_ADDRESS,
  joinsPerAddressPer10s: values.JOINS_PER_ADDRESS_PER_10S,
  joinsPer10s: values.JOINS_PER_10S,
  signalsPer10s: values.SIGNALS_PER_10S,
  appendsPer10s: values.APPENDS_PER_10S,
  relayFramesPer10s: values.RELAY_FRAMES_PER_10S,
  relayBytesPer10s: values.RELAY_BYTES_PER_10S,
  missesPerMinute: values.MISSES_PER_MINUTE,
  pollsPer10s: values.POLLS_PER_10S,
  roomsPerAddressPerHour: values.ROOMS_PER_ADDRESS_PER_HOUR,
  eventsPer10s: values.EVENTS_PER_10S,
  roomReadsPer10s: values.ROOM_READS_PER_10S,
  roomJoinsPer10s: values.ROOM_JOINS_PER_10S,
  roomSignalsPer10s: values.ROOM_SIGNALS_PER_10S,
  roomAppendsPer10s: values.ROOM_APPENDS_PER_10S,
  roomRelayFramesPer10s: values.ROOM_RELAY_FRAMES_PER_10S,
  roomRelayBytesPer10s: values.ROOM_RELAY_BYTES_PER_10S,
})
