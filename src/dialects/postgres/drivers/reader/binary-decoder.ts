/** Reads the logical value of one column from its binary form: `size` bytes at `at`. Throws when they are not what the type says. */
export interface BinaryDecoder {
  readonly read: ReadBinary;
  /** The same as an expression over `b`, `s` (first byte) and `l` (length), for generated code. */
  readonly inline?: string;
}

export type ReadBinary = (buffer: Buffer, at: number, size: number) => unknown;

/** Refuses a value whose size is not that of its type. */
export function wrongSize(expected: number, size: number): never {
  throw new Error(`the server sent ${size} bytes where the type has ${expected}`);
}
