import { type StorageStatus, storageStatus } from '../src/engine/host.ts'
import { MapHost } from '../test/engine/map-host.ts'

/** A host whose storage is one slot, whatever the key, and that drops logs: what it costs is next to nothing. */
export class OneSlotHost extends MapHost {
  readonly #value = new Uint8Array(32)

  override getStorage(
    _at: unknown,
    _key: unknown,
    _keyOffset: number,
    target: Uint8Array,
    targetOffset: number,
  ): void {
    for (let i = 0; i < 32; i++) target[targetOffset + i] = this.#value[i] ?? 0
  }

  override setStorage(
    _at: unknown,
    _key: unknown,
    _keyOffset: number,
    value: Uint8Array,
    valueOffset: number,
  ): StorageStatus {
    for (let i = 0; i < 32; i++) this.#value[i] = value[valueOffset + i] ?? 0
    return storageStatus.modified
  }

  override emitLog(): void {}
}
