/**
 * A bounded cache that costs nothing on hits: entries live in a young and an old generation; when the young one is full it becomes the old one, and what
 * the former old one still held is dropped. What is used stays, within a factor of two of a true LRU.
 */
export class GenerationalCache<K, V> {
  readonly #limit: number;
  readonly #dropped: ((value: V) => void) | undefined;
  #young = new Map<K, V>();
  #old = new Map<K, V>();

  /** At most `limit` entries are kept; `dropped` is told of each one that goes. */
  constructor(limit: number, dropped?: (value: V) => void) {
    this.#limit = Math.max(1, limit >> 1);
    this.#dropped = dropped;
  }

  get(key: K): V | undefined {
    const found = this.#young.get(key);
    if (found !== undefined) return found;
    const old = this.#old.get(key);
    if (old !== undefined) {
      this.#old.delete(key);
      this.set(key, old);
    }
    return old;
  }

  set(key: K, value: V): void {
    if (this.#young.size >= this.#limit) {
      if (this.#dropped) for (const gone of this.#old.values()) this.#dropped(gone);
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
  }

  delete(key: K): void {
    this.#young.delete(key);
    this.#old.delete(key);
  }

  /** Forgets everything; `dropped` is told. */
  clear(): void {
    if (this.#dropped) for (const map of [this.#young, this.#old]) for (const gone of map.values()) this.#dropped(gone);
    this.#young = new Map();
    this.#old = new Map();
  }

  get size(): number {
    return this.#young.size + this.#old.size;
  }
}
