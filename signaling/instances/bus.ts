import type { InstanceId } from './instance.ts'
import { type Packet, parsePacket, type Told } from './messages.ts'

/** Carries messages between the instances; some may be lost, the others keep their order. */
export interface Wire {
  /** To every other instance. */
  send(packet: Packet): void
  receive(listener: (packet: unknown) => void): void
}

export interface BusListener {
  told(from: InstanceId, told: Told): void
  /** Something that this instance sent was lost: nothing that depends on its messages may be relied on. */
  interrupted(from: InstanceId): void
}

/**
 * Messages between instances. What was lost is found out by its number: at the next message, and there is one with
 * each beat.
 */
export class Bus {
  readonly self: InstanceId
  readonly #wire: Wire
  readonly #numbers = new Map<InstanceId, number>()
  #number = 0

  constructor(self: InstanceId, wire: Wire) {
    this.self = self
    this.#wire = wire
  }

  /** Begins to hear; once. */
  listen(listener: BusListener): void {
    this.#wire.receive((value) => {
      const packet = parsePacket(value)
      if (packet === null || packet.from === this.self) return
      const before = this.#numbers.get(packet.from)
      this.#numbers.set(packet.from, packet.number)
      if (before !== undefined && packet.number !== before + 1) listener.interrupted(packet.from)
      if (packet.to === this.self) listener.told(packet.from, packet.told)
    })
  }

  /** @param to null: nobody is to do anything with it */
  tell(to: InstanceId | null, told: Told): void {
    this.#number += 1
    this.#wire.send({ from: this.self, to, number: this.#number, told })
  }

  /** That instance is gone for good. */
  forget(instance: InstanceId): void {
    this.#numbers.delete(instance)
  }
}
