import { QueryError } from "../../../../kernel/errors.ts";

const initialSize = 16_384;
const keptSize = 1_048_576;
/** Strings up to this length are written without measuring them first. */
const shortText = 4096;

/**
 * Builds messages to the server, several in one piece. One for the whole process: what it builds is taken (copied) before anything else can run.
 */
class MessageWriter {
  #buffer = Buffer.allocUnsafeSlow(initialSize);
  #at = 0;
  #start = 0;

  /** What has been built, ready to be sent; the writer is empty again. */
  take(): Buffer {
    const size = this.#at;
    this.#at = 0;
    if (this.#buffer.length > keptSize) {
      const whole = this.#buffer.subarray(0, size);
      this.#buffer = Buffer.allocUnsafeSlow(initialSize);
      return whole;
    }
    const taken = Buffer.allocUnsafe(size);
    this.#buffer.copy(taken, 0, 0, size);
    return taken;
  }

  parse(name: string, sql: string): this {
    return this.#begin(0x50).#cstring(name).#cstring(sql).#int16(0).#end();
  }
  describeStatement(name: string): this {
    return this.#begin(0x44).#byte(0x53).#cstring(name).#end();
  }
  closeStatement(name: string): this {
    return this.#begin(0x43).#byte(0x53).#cstring(name).#end();
  }
  closePortal(): this {
    return this.#begin(0x43).#byte(0x50).#cstring("").#end();
  }
  /** Opens the unnamed portal. */
  bind(name: string, values: readonly unknown[], binaryResult: boolean): this {
    this.#begin(0x42).#cstring("").#cstring(name);
    this.#formats(values);
    this.#int16(values.length);
    for (let i = 0; i < values.length; i++) this.#value(values[i]);
    if (binaryResult) this.#int16(1).#int16(1);
    else this.#int16(0);
    return this.#end();
  }
  /** `rows` 0: all. */
  execute(rows: number): this {
    return this.#begin(0x45).#cstring("").#int32(rows).#end();
  }
  query(sql: string): this {
    return this.#begin(0x51).#cstring(sql).#end();
  }
  copyFail(reason: string): this {
    return this.#begin(0x66).#cstring(reason).#end();
  }
  sync(): this {
    return this.#begin(0x53).#end();
  }
  flush(): this {
    return this.#begin(0x48).#end();
  }
  /** Throws away what has been built so far, after an error in the middle. */
  reset(): void {
    this.#at = 0;
  }

  #formats(values: readonly unknown[]): void {
    let binary = false;
    for (let i = 0; i < values.length; i++) if (values[i] instanceof Uint8Array) binary = true;
    if (!binary) {
      this.#int16(0);
      return;
    }
    this.#int16(values.length);
    for (let i = 0; i < values.length; i++) this.#int16(values[i] instanceof Uint8Array ? 1 : 0);
  }

  #value(value: unknown): void {
    if (typeof value === "string") this.#text(value);
    else if (value === null) this.#int32(-1);
    else if (typeof value === "number" || typeof value === "bigint") this.#text(String(value));
    else if (typeof value === "boolean") this.#text(value ? "t" : "f");
    else if (value instanceof Uint8Array) {
      this.#int32(value.length).#ensure(value.length);
      this.#buffer.set(value, this.#at);
      this.#at += value.length;
    } else
      throw new QueryError(
        "QUERY.BAD_PARAMETER",
        `a parameter is ${value === undefined ? "undefined" : `a ${typeof value}`}; give text, a number, a boolean, bytes or null`,
      );
  }

  /** Length and UTF-8 bytes. */
  #text(text: string): void {
    const size = text.length <= shortText ? text.length * 3 : Buffer.byteLength(text);
    this.#ensure(size + 4);
    const written = this.#buffer.write(text, this.#at + 4, "utf8");
    this.#int32(written);
    this.#at += written;
  }

  #begin(type: number): this {
    this.#ensure(5);
    this.#buffer[this.#at] = type;
    this.#start = this.#at + 1;
    this.#at += 5;
    return this;
  }
  #end(): this {
    this.#buffer.writeInt32BE(this.#at - this.#start, this.#start);
    return this;
  }
  #byte(value: number): this {
    this.#ensure(1);
    this.#buffer[this.#at++] = value;
    return this;
  }
  #int16(value: number): this {
    this.#ensure(2);
    this.#at = this.#buffer.writeUInt16BE(value, this.#at);
    return this;
  }
  #int32(value: number): this {
    this.#ensure(4);
    this.#at = this.#buffer.writeInt32BE(value, this.#at);
    return this;
  }
  #cstring(text: string): this {
    if (text.includes("\0")) throw new QueryError("QUERY.NUL_IN_SQL", "SQL text must not hold the character NUL");
    this.#ensure(text.length * 3 + 1);
    this.#at += this.#buffer.write(text, this.#at, "utf8");
    this.#buffer[this.#at++] = 0;
    return this;
  }

  #ensure(more: number): this {
    const needed = this.#at + more;
    if (needed > this.#buffer.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#buffer.length * 2));
      this.#buffer.copy(larger, 0, 0, this.#at);
      this.#buffer = larger;
    }
    return this;
  }
}

export const messages = new MessageWriter();
