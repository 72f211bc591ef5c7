import { QueryError } from "../kernel/errors.ts";
import type { Node } from "../sql/ast.ts";

interface LockWords {
  readonly mode: LockMode;
  readonly skipLocked?: boolean;
  readonly nowait?: boolean;
}
type LockMode = "update" | "share";
/** Why a read of one table takes no `of`. */
interface OwnRowsOnly {
  readonly error: "locks the rows of the table that is read, and of no relation; name others in a query made by from(...).lock({ of })";
}
/** How rows are locked until the transaction ends: those of the table that is read. */
export type LockOption = LockMode | (LockWords & { readonly of?: OwnRowsOnly });
/** The same for queries of several sources: `of` names those whose rows are meant, by alias. */
export type LockOfOption = LockMode | (LockWords & { readonly of?: readonly string[] });

/** The lock of a read. Throws QueryError for what is none. */
export function readLock(option: LockOption): Node<"lock"> {
  const { mode, skipLocked, nowait, ...rest } = typeof option === "string" ? { mode: option } : option;
  if (mode !== "update" && mode !== "share") throw badLock('a lock is "update", "share" or { mode, skipLocked, nowait }');
  if ("of" in rest)
    throw badLock(
      "the lock of a read is on the rows of its own table, and of no relation, so it takes no `of`; to lock rows of other tables make a query by from(), join them, and say .lock({ mode, of: [alias, ...] })",
    );
  for (const name of Object.keys(rest)) throw badLock(`a lock has no option "${name}"; it is "update", "share" or { mode, skipLocked, nowait }`);
  if (skipLocked && nowait) throw badLock("a lock either skips locked rows or does not wait for them");
  return { kind: "lock", mode, ...(skipLocked ? { wait: "skipLocked" } : nowait ? { wait: "noWait" } : {}) };
}

/** The lock of a query. `keys`: a column of each source, by which some databases name what is locked. */
export function queryLock(option: LockOfOption, keys: ReadonlyMap<string, string>): Node<"lock"> {
  if (typeof option === "string") return readLock(option);
  const { of, ...rest } = option;
  const columns = of?.map((alias): Node<"column"> => {
    const key = keys.get(alias);
    if (key === undefined) throw badLock(`a lock names the source "${alias}", which is no table of the query`);
    return { kind: "column", table: alias, name: key };
  });
  return columns ? { ...readLock(rest), of: columns } : readLock(rest);
}

function badLock(message: string): QueryError {
  return new QueryError("QUERY.BAD_OPTION", message);
}
