import type { Call, CallOptions } from "../engine/executor.ts";
import type { Transaction } from "../engine/transaction.ts";
import { NotFoundError } from "../kernel/errors.ts";
import type { BoundTable } from "../query/bound-table.ts";
import { isPlainObject } from "../query/filter-values.ts";
import { keyFilter } from "../query/find.ts";
import { badOption, checkOptions, type FindOptions } from "../query/find-options.ts";
import type { KeyValue } from "../query/key-of.ts";
import { keysetOrder } from "../query/keyset.ts";
import { keptLoadsOf, readPlacedRows, readRows } from "../query/read-rows.ts";
import { Result } from "../query/result.ts";
import { keysOf, whereKeys } from "../query/where-keys.ts";
import { isExpr } from "../sql/expr.ts";
import { misuse } from "./errors.ts";
import type { SessionHost } from "./host.ts";
import type { IdentityMap } from "./identity-map.ts";
import type { Row } from "./imprint.ts";
import { byTable } from "./per-table.ts";
import { SessionSink } from "./sink.ts";
import { type KeyId, keyIdOf, type Tracked } from "./tracked.ts";

const callWords = ["signal", "timeout"];
const oneWords = new Set(["orderBy", "select", "validate", "load", "depth", "counts", "lock", ...callWords]);
const manyWords = new Set([...oneWords, "limit", "offset"]);
const streamWords = new Set([...oneWords, "limit", "batch"]);
const refreshWords = new Set(["load", "lock", ...callWords]);

/** Rows fetched at a time by a session's stream unless `batch` says otherwise. */
const defaultBatch = 500;

/** A read that goes on where it stopped. */
export interface Windows {
  /** The next rows; none at the end. */
  next(tx: Transaction): Promise<readonly unknown[]>;
}

/** Queries of a session: in its transaction, and with its objects. What is staged is not in the database yet: queries see what was flushed. */
export class SessionReads {
  readonly #host: SessionHost;
  readonly #map: IdentityMap;

  constructor(host: SessionHost, map: IdentityMap) {
    this.#host = host;
    this.#map = map;
  }

  /** The name of a row by its key, as callers write keys. */
  idOf(table: BoundTable, key: unknown): KeyId | null {
    const filter = keyFilter(table, key);
    const values = Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, (value as { readonly eq: unknown }).eq]));
    return keyIdOf(table, values);
  }

  async findOne(table: BoundTable, keyOrWhere: unknown, options: FindOptions, tx: Transaction): Promise<unknown> {
    checkOptions(options, oneWords);
    const isWhere = isExpr(keyOrWhere) || (isPlainObject(keyOrWhere) && Object.keys(keyOrWhere).length > 0);
    const where = isWhere ? keyOrWhere : keyFilter(table, keyOrWhere);
    const sink = new SessionSink(this.#map, options.lock);
    const request = { table, where, options, mode: "first", node: keptLoadsOf(table, options, 1) } as const;
    const rows = await readRows(this.#host.executor, request, call(table, "select_one", options, tx), sink);
    sink.finish(rows);
    return rows[0] ?? null;
  }

  async findMany(table: BoundTable, where: unknown, options: FindOptions, tx: Transaction): Promise<Result<unknown>> {
    checkOptions(options, manyWords);
    const sink = new SessionSink(this.#map, options.lock);
    const node = keptLoadsOf(table, options, options.limit ?? Number.POSITIVE_INFINITY);
    const rows = await readRows(this.#host.executor, { table, where, options, mode: "many", node }, call(table, "select_many", options, tx), sink);
    sink.finish(rows);
    return new Result(rows, options.offset ?? 0, options.limit);
  }

  windows(table: BoundTable, where: unknown, options: FindOptions & { readonly batch?: number }): Windows {
    checkOptions(options, streamWords);
    const { batch = defaultBatch, select, validate, counts, lock } = options;
    if (!Number.isSafeInteger(batch) || batch < 1) throw badOption("batch must be a whole number, 1 or more");
    const order = keysetOrder(table, options.orderBy);
    let left = options.limit ?? Number.POSITIVE_INFINITY;
    let after: readonly unknown[] | undefined;
    return {
      next: async (tx) => {
        const limit = Math.min(batch, left);
        if (limit === 0) return [];
        const sink = new SessionSink(this.#map, options.lock);
        const node = keptLoadsOf(table, options, limit);
        const request = { table, where, options: { select, validate, counts, lock, limit }, mode: "many", node, keyset: { order, after } } as const;
        const { rows, places } = await readPlacedRows(this.#host.executor, request, call(table, "stream", options, tx), sink);
        sink.finish(rows);
        after = places.at(-1);
        left = rows.length < limit ? 0 : left - rows.length;
        return rows;
      },
    };
  }

  /** Columns (and, when asked, relations) as they are in the database; pending changes of these rows are gone. Throws NotFoundError. */
  async refresh(tracked: readonly Tracked[], options: FindOptions, tx: Transaction): Promise<void> {
    checkOptions(options, refreshWords);
    const overwrites = new Set(tracked.map(({ row }) => row));
    for (const [table, group] of byTable(tracked, (one) => one.table)) {
      const isRoot = group.includes(tracked[0] as Tracked);
      const found = await this.#byKeys(
        table,
        group.map(({ row }) => row),
        isRoot ? options : { signal: options.signal },
        tx,
        overwrites,
      );
      const missing = group.length - found.length;
      if (missing > 0) {
        throw new NotFoundError(
          "SESSION.ROW_GONE",
          `${missing} of the rows of "${table.def.name}" to be refreshed are no longer in the database; expunge() them`,
          {
            context: { table: table.def.name },
          },
        );
      }
    }
  }

  /** Brings rows with the keys of these into the session, as far as the database has them. */
  async known(table: BoundTable, rows: readonly Row[], tx: Transaction): Promise<void> {
    await this.#byKeys(table, rows, {}, tx, new Set());
  }

  async #byKeys(table: BoundTable, rows: readonly Row[], options: FindOptions, tx: Transaction, overwrites: ReadonlySet<Row>): Promise<readonly unknown[]> {
    const found: unknown[] = [];
    const keys: readonly KeyValue[] = keysOf(table.primaryKey, rows);
    const sink = new SessionSink(this.#map, options.lock, overwrites);
    for (const where of whereKeys(table.primaryKey, keys)) {
      const request = { table, where, options, mode: "many", node: keptLoadsOf(table, options, rows.length) } as const;
      found.push(...(await readRows(this.#host.executor, request, call(table, "select_many", options, tx), sink)));
    }
    sink.finish(found);
    return found;
  }
}

function call(table: BoundTable, operation: Call["operation"], { signal, timeout, tx: other }: CallOptions, tx: Transaction): Call {
  if (other) throw misuse("SESSION.OWN_TRANSACTION", table, "a session has a transaction of its own; leave tx out");
  return { operation, table: table.def.name, signal, timeout, tx };
}
