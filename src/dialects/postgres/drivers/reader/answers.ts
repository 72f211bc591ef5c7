/** Messages of the server that are not rows. */

export interface Field {
  readonly name: string;
  readonly oid: number;
}

/** RowDescription. */
export function readFields(b: Buffer, start: number): readonly Field[] {
  const count = b.readUInt16BE(start);
  const fields: Field[] = [];
  let at = start + 2;
  for (let i = 0; i < count; i++) {
    const end = b.indexOf(0, at);
    fields.push({ name: b.toString("utf8", at, end), oid: b.readUInt32BE(end + 7) });
    at = end + 19;
  }
  return fields;
}

/** DataRow in text: the server's text, or null. */
export function readTextRow(b: Buffer, start: number): (string | null)[] {
  const count = b.readUInt16BE(start);
  const row = new Array<string | null>(count);
  let at = start + 2;
  for (let i = 0; i < count; i++) {
    const size = b.readInt32BE(at);
    at += 4;
    if (size < 0) row[i] = null;
    else {
      row[i] = b.toString("utf8", at, at + size);
      at += size;
    }
  }
  return row;
}

/** Rows changed, of CommandComplete: `INSERT 0 5`, `UPDATE 3`. Statements that only read change none. */
export function readAffected(b: Buffer, start: number, end: number): number {
  const first = b[start];
  // INSERT, UPDATE, DELETE, MERGE
  if (first !== 0x49 && first !== 0x55 && first !== 0x44 && first !== 0x4d) return 0;
  let count = 0;
  let unit = 1;
  for (let i = end - 2; i > start; i--) {
    const digit = (b[i] as number) - 48;
    if (digit < 0 || digit > 9) break;
    count += digit * unit;
    unit *= 10;
  }
  return count;
}

/** An error the server answered. The names of its fields are those of the `pg` package. */
export class ServerError extends Error {
  readonly severity: string | undefined;
  readonly code: string | undefined;
  readonly detail: string | undefined;
  readonly hint: string | undefined;
  readonly position: string | undefined;
  readonly where: string | undefined;
  readonly schema: string | undefined;
  readonly table: string | undefined;
  readonly column: string | undefined;
  readonly dataType: string | undefined;
  readonly constraint: string | undefined;
  readonly routine: string | undefined;
  /** For 57014: whether this library asked the server to stop. */
  readonly requested: boolean;

  constructor(fields: ReadonlyMap<string, string>, requested: boolean) {
    super(fields.get("M") ?? "the server answered an error without a message");
    this.name = "PostgresError";
    this.severity = fields.get("V") ?? fields.get("S");
    this.code = fields.get("C");
    this.detail = fields.get("D");
    this.hint = fields.get("H");
    this.position = fields.get("P");
    this.where = fields.get("W");
    this.schema = fields.get("s");
    this.table = fields.get("t");
    this.column = fields.get("c");
    this.dataType = fields.get("d");
    this.constraint = fields.get("n");
    this.routine = fields.get("R");
    this.requested = requested;
  }

  /** The server closes the connection after it. */
  get fatal(): boolean {
    return this.severity === "FATAL" || this.severity === "PANIC";
  }
}

/** ErrorResponse and NoticeResponse: fields by their letter. */
export function readErrorFields(b: Buffer, start: number, end: number): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  let at = start;
  while (at < end && b[at] !== 0) {
    const stop = b.indexOf(0, at + 1);
    fields.set(String.fromCharCode(b[at] as number), b.toString("utf8", at + 1, stop));
    at = stop + 1;
  }
  return fields;
}

/** The connection is gone. Its code is that of SQLSTATE for connection failures. */
export class ConnectionLost extends Error {
  readonly code = "08006";
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "ConnectionLost";
  }
}
