/** Takes whole messages of the server. `start` is the first byte after the length, `end` the first byte after the message. */
export interface MessageHandler {
  message(type: number, buffer: Buffer, start: number, end: number): void;
  /** What came is no message of the protocol; nothing more will be handed over. */
  garbled(): void;
}

/** The server's own limit for one message is 1 GB. */
const maxLength = 0x4000_0000;
const headerBytes = 5;

/**
 * Cuts the stream of bytes into messages, in place. A message in more than one chunk is collected in one buffer made to its length, so that every
 * byte is copied once at most.
 */
export class FrameReader {
  /** Where messages go; may be replaced between two of them. */
  handler: MessageHandler;
  /** A message that has not come wholly, with the bytes of it that are there. Shorter than its message while the header is not complete. */
  #partial: Buffer | undefined;
  #filled = 0;
  #dead = false;

  constructor(handler: MessageHandler) {
    this.handler = handler;
  }

  push(chunk: Buffer): void {
    let at = 0;
    if (this.#dead) return;
    while (this.#partial !== undefined) {
      at = this.#fill(this.#partial, chunk, at);
      if (at < 0) return;
    }
    const size = chunk.length;
    while (at + headerBytes <= size) {
      const length = chunk.readInt32BE(at + 1);
      if (length < 4 || length > maxLength) {
        this.#fail();
        return;
      }
      const end = at + 1 + length;
      if (end > size) {
        this.#keep(Buffer.allocUnsafe(1 + length), chunk, at);
        return;
      }
      this.handler.message(chunk[at] as number, chunk, at + headerBytes, end);
      at = end;
    }
    if (at < size) this.#keep(Buffer.allocUnsafe(headerBytes), chunk, at);
  }

  #keep(target: Buffer, chunk: Buffer, at: number): void {
    this.#filled = chunk.copy(target, 0, at);
    this.#partial = target;
  }

  /** Adds what the chunk has; gives the position after it, or -1 when the chunk is used up and the message still not whole. */
  #fill(partial: Buffer, chunk: Buffer, at: number): number {
    const copied = chunk.copy(partial, this.#filled, at);
    this.#filled += copied;
    if (this.#filled < partial.length) return -1;
    const length = partial.readInt32BE(1);
    if (length < 4 || length > maxLength) {
      this.#fail();
      return -1;
    }
    if (partial.length < 1 + length) {
      this.#partial = Buffer.allocUnsafe(1 + length);
      partial.copy(this.#partial);
      return at + copied;
    }
    this.#partial = undefined;
    this.handler.message(partial[0] as number, partial, headerBytes, partial.length);
    return at + copied;
  }

  #fail(): void {
    this.#dead = true;
    this.#partial = undefined;
    this.handler.garbled();
  }
}
