/** What `findMany` gives: the rows, and the window they are. Iterable; `JSON.stringify` gives all of it. */
export class Result<R> implements Iterable<R> {
  readonly data: R[];
  readonly offset: number;
  /** Undefined: no limit was asked for. */
  readonly limit: number | undefined;
  /** Rows that match without limit and offset; only with `withTotal`. */
  declare readonly total?: number;

  constructor(data: R[], offset: number, limit: number | undefined, total?: number) {
    this.data = data;
    this.offset = offset;
    this.limit = limit;
    if (total !== undefined) this.total = total;
  }

  [Symbol.iterator](): Iterator<R> {
    return this.data[Symbol.iterator]();
  }
}

/** One page of keyset pagination. Cursors are opaque; they are null on an empty page. */
export interface Page<R> {
  readonly data: R[];
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}
