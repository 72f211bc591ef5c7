import type { Field, ServerError } from "./answers.ts";
import type { RowDecoder } from "./row-decoder.ts";
import type { Statement } from "./statements.ts";

/** Where an exchange is over: at ReadyForQuery, or, with Flush instead of Sync, once a statement is described or a portal has given its rows. */
export type Until = "ready" | "described" | "portal";

/** One question to the server and what it has answered so far. */
export class Exchange {
  until: Until;
  /** Finished rows when there is a decoder, else rows of text. */
  rows: unknown[] = [];
  /** Rows are thrown away. */
  discard = false;
  decoder: RowDecoder | undefined = undefined;
  /** Being parsed; counts as prepared after ParseComplete. */
  parsing: Statement | undefined = undefined;
  fields: readonly Field[] | undefined = undefined;
  affected = 0;
  /** The statement has run to its end. */
  complete = false;
  /** Sent with the simple protocol. */
  simple = false;
  /** We asked the server to stop it. */
  cancelled = false;
  /** First error of a decoder. Rows after it are skipped. */
  failure: unknown = undefined;
  error: ServerError | undefined = undefined;
  resolve: (exchange: Exchange) => void = nothing;
  reject: (error: unknown) => void = nothing;

  constructor(until: Until) {
    this.until = until;
  }
}

function nothing(): void {
  // replaced when the exchange starts
}
