import { QueryError } from "../../kernel/errors.ts";
import type { AnyTableOptions } from "../../model/options.ts";
import type { AnyTable } from "../../model/table-class.ts";
import type { Conflict, Expression, Node } from "../../sql/ast.ts";
import { type Expr, operand, type Rows, rowsBrand } from "../../sql/expr.ts";
import { checkOptions } from "../find-options.ts";
import { allOf, type ConditionFor, conditionOf, given, type Projections, projectionsOf, type RowOf } from "./parts.ts";
import { type ColumnsOf, type KnownRows, type SourceLike, type Sources, sourceOf, tableNode } from "./source.ts";

/** A write as data; `db.query(write)` runs it. `R`: the rows it gives back. */
export interface Writing<R extends object = object> {
  readonly statement: Node<"insert" | "update" | "delete">;
  /** Properties of the rows given back, in order. */
  readonly columns: readonly string[];
  readonly $row?: R;
}

/** undefined (absent) is NULL in the database. */
type Assigned<V> = Stored<V> | Expr<Stored<V>>;
type Stored<V> = undefined extends V ? Exclude<V, undefined> | null : V;
/** New values of columns: plain ones, checked by the column's schema, or expressions. */
export type Assignments<T extends AnyTable> = { readonly [K in keyof T["$row"]]?: Assigned<T["$row"][K]> };

interface UpdateParts {
  readonly assignments: readonly Node<"assignment">[];
  readonly from: readonly Node<"join">[];
  readonly where: readonly Expression[];
  readonly returning: readonly Node<"projection">[];
  readonly everywhere: boolean;
}

/** An UPDATE under construction. Without a condition it must say `everywhere()`. */
export class Update<T extends AnyTable, S extends Sources, R extends object> implements Writing<R> {
  declare readonly $row?: R;
  readonly #model: T;
  readonly #alias: string;
  readonly #sources: S;
  readonly #parts: UpdateParts;

  constructor(model: T, alias: string, sources: S, parts: UpdateParts) {
    this.#model = model;
    this.#alias = alias;
    this.#sources = sources;
    this.#parts = parts;
  }

  /** Reads from another source, whose columns the new values and the condition may use. */
  from<J extends SourceLike, const N extends string>(
    source: J,
    alias: N,
    on: ConditionFor<S & { readonly [K in N]: ColumnsOf<J> }>,
  ): Update<T, S & { readonly [K in N]: ColumnsOf<J> }, R> {
    const [sources, join] = withSource(this.#sources, source, alias, on, "from");
    return new Update(this.#model, this.#alias, sources, { ...this.#parts, from: [...this.#parts.from, join] });
  }
  set(changes: Assignments<T> | ((sources: S) => Assignments<T>)): Update<T, S, R> {
    const made = Object.entries(given(changes, this.#sources)).map(([column, value]): Node<"assignment"> => {
      if (value === undefined)
        throw new QueryError("QUERY.UNDEFINED_VALUE", `"${this.#model.tableName}.${column}" is set to undefined; leave it out, or use null`);
      return { kind: "assignment", column, value: operand(value) };
    });
    return this.#but({ assignments: [...this.#parts.assignments, ...made] });
  }
  where(condition: ConditionFor<S>): Update<T, S, R> {
    return this.#but({ where: [...this.#parts.where, conditionOf(given(condition, this.#sources), "where")] });
  }
  /** Says that every row is meant. */
  everywhere(): Update<T, S, R> {
    return this.#but({ everywhere: true });
  }
  /** Rows to give back, as they are afterwards. */
  returning<const P extends Projections>(projections: P | ((sources: S) => P)): Update<T, S, RowOf<P>> {
    return this.#but({ returning: projectionsOf(given(projections, this.#sources)) }) as unknown as Update<T, S, RowOf<P>>;
  }

  get statement(): Node<"update"> {
    const { assignments, from, where, returning, everywhere } = this.#parts;
    if (assignments.length === 0) throw new QueryError("QUERY.NO_CHANGES", `the update of "${this.#model.tableName}" sets nothing`);
    checkMeant(this.#model, where, everywhere || from.length > 0, "update");
    return {
      kind: "update",
      table: tableNode(this.#model, this.#alias),
      assignments,
      from: from.length > 0 ? from : undefined,
      where: allOf(where),
      returning,
    };
  }
  get columns(): readonly string[] {
    return this.#parts.returning.map(({ alias = "" }) => alias);
  }

  #but(changes: Partial<UpdateParts>): Update<T, S, R> {
    return new Update(this.#model, this.#alias, this.#sources, { ...this.#parts, ...changes });
  }
}

interface DeleteParts {
  readonly from: readonly Node<"join">[];
  readonly where: readonly Expression[];
  readonly returning: readonly Node<"projection">[];
  readonly everywhere: boolean;
}

/** What a DELETE is about. `C`: what its callbacks get, the table's columns, or all sources by alias once there are others. */
interface DeleteTarget<T extends AnyTable, S extends Sources, C> {
  readonly model: T;
  readonly alias: string;
  readonly sources: S;
  readonly columns: C;
}

/** A DELETE under construction. Without a condition it must say `everywhere()`. */
export class Delete<T extends AnyTable, R extends object, S extends Sources = Sources, C = T["c"]> implements Writing<R> {
  declare readonly $row?: R;
  readonly #target: DeleteTarget<T, S, C>;
  readonly #parts: DeleteParts;

  constructor(target: DeleteTarget<T, S, C>, parts: DeleteParts) {
    this.#target = target;
    this.#parts = parts;
  }

  /** Reads another source, whose columns conditions may use from here on: rows that have no row there are kept. */
  using<J extends SourceLike, const N extends string>(
    source: J,
    alias: N,
    on: ConditionFor<S & { readonly [K in N]: ColumnsOf<J> }>,
  ): Delete<T, R, S & { readonly [K in N]: ColumnsOf<J> }, S & { readonly [K in N]: ColumnsOf<J> }> {
    const [sources, join] = withSource(this.#target.sources, source, alias, on, "using");
    return new Delete({ ...this.#target, sources, columns: sources }, { ...this.#parts, from: [...this.#parts.from, join] });
  }
  where(condition: ConditionFor<C>): Delete<T, R, S, C> {
    return this.#but({ where: [...this.#parts.where, conditionOf(given(condition, this.#target.columns), "where")] });
  }
  /** Says that every row is meant. */
  everywhere(): Delete<T, R, S, C> {
    return this.#but({ everywhere: true });
  }
  /** Rows to give back, as they were. */
  returning<const P extends Projections>(projections: P | ((columns: T["c"]) => P)): Delete<T, RowOf<P>, S, C> {
    return this.#but({ returning: projectionsOf(given(projections, this.#target.model.c)) }) as unknown as Delete<T, RowOf<P>, S, C>;
  }

  get statement(): Node<"delete"> {
    const { model, alias } = this.#target;
    const { from, where, returning, everywhere } = this.#parts;
    checkMeant(model, where, everywhere || from.length > 0, "delete");
    return { kind: "delete", table: tableNode(model, alias), from: from.length > 0 ? from : undefined, where: allOf(where), returning };
  }
  get columns(): readonly string[] {
    return this.#parts.returning.map(({ alias = "" }) => alias);
  }

  #but(changes: Partial<DeleteParts>): Delete<T, R, S, C> {
    return new Delete(this.#target, { ...this.#parts, ...changes });
  }
}

/** One more source of a write, and the join that brings it. */
function withSource<S extends Sources, J extends SourceLike, const N extends string>(
  sources: S,
  source: J,
  alias: N,
  on: ConditionFor<S & { readonly [K in N]: ColumnsOf<J> }>,
  word: "from" | "using",
): readonly [sources: S & { readonly [K in N]: ColumnsOf<J> }, join: Node<"join">] {
  const made = sourceOf(source, alias);
  if (made.ctes.length > 0) throw new QueryError("QUERY.BAD_SOURCE", `${word}() takes models and queries; put a query with a name into a query`);
  const all = { ...sources, [alias]: made.columns } as S & { readonly [K in N]: ColumnsOf<J> };
  return [all, { kind: "join", form: "inner", source: made.node, on: conditionOf(given(on, all), word) }];
}

/** What is done where a row with the same key is there. `C`: the columns that the query gives. */
export interface ConflictOptions<C extends string> {
  /** Columns of a unique key; the primary key by default. */
  readonly conflict?: readonly C[];
  /** Columns to update; all that the query gives by default. None: the row stays as it is. */
  readonly update?: readonly C[];
}
const conflictWords = new Set(["conflict", "update"]);

interface InsertParts {
  readonly conflict: ConflictOptions<string> | undefined;
  readonly returning: readonly Node<"projection">[];
}

/** An INSERT of the rows of a query. */
export class InsertSelect<T extends AnyTable, R extends object, C extends string = string> implements Writing<R> {
  declare readonly $row?: R;
  readonly #model: T;
  readonly #rows: KnownRows;
  readonly #parts: InsertParts;

  constructor(model: T, rows: KnownRows, parts: InsertParts) {
    this.#model = model;
    this.#rows = rows;
    this.#parts = parts;
  }

  /** Updates rows that are there already, or leaves them as they are, where the query gives rows with the same key. */
  onConflict(options: ConflictOptions<C> = {}): InsertSelect<T, R, C> {
    checkOptions(options, conflictWords);
    return new InsertSelect<T, R, C>(this.#model, this.#rows, { ...this.#parts, conflict: options });
  }
  /** Rows to give back, as they are stored: those written, not those left as they are. */
  returning<const P extends Projections>(projections: P | ((columns: T["c"]) => P)): InsertSelect<T, RowOf<P>, C> {
    return new InsertSelect<T, RowOf<P>, C>(this.#model, this.#rows, { ...this.#parts, returning: projectionsOf(given(projections, this.#model.c)) });
  }

  get statement(): Node<"insert"> {
    const { query: source, [rowsBrand]: names } = this.#rows;
    const { conflict, returning } = this.#parts;
    return {
      kind: "insert",
      table: tableNode(this.#model),
      columns: names.map(unresolved),
      source,
      conflict: conflict && conflictOf(conflict, keyOf(this.#model), names),
      returning,
    };
  }
  get columns(): readonly string[] {
    return this.#parts.returning.map(({ alias = "" }) => alias);
  }
}

/** Names and types are found when the statement is planned. */
function unresolved(name: string): { readonly name: string; readonly type: { readonly kind: "text" } } {
  return { name, type: { kind: "text" } };
}

function conflictOf({ conflict, update }: ConflictOptions<string>, key: readonly string[], names: readonly string[]): Conflict {
  return {
    target: (conflict ?? key).map(unresolved),
    update: (update ?? names).map((column) => ({ kind: "assignment", column, value: { kind: "proposed", column } })),
  };
}

function keyOf(model: AnyTable): readonly string[] {
  const { pk } = model.options as AnyTableOptions;
  return typeof pk === "string" ? [pk] : (pk as readonly string[]);
}

function checkMeant(model: AnyTable, where: readonly Expression[], isMeant: boolean, what: string): void {
  if (where.length > 0 || isMeant) return;
  throw new QueryError(
    "QUERY.MISSING_FILTER",
    `the ${what} of "${model.tableName}" has no condition and would touch every row; say everywhere() if that is meant`,
    {
      context: { table: model.tableName },
    },
  );
}

/** `updateQuery(Flavor).set({ rating: 5 }).where((s) => s.flavor.name.eq("Vanilla"))`; the table's columns stand under its name, or under an alias. */
export function updateQuery<T extends AnyTable, const N extends string = T["tableName"]>(
  model: T,
  alias: N = model.tableName as N,
): Update<T, { readonly [K in N]: T["c"] }, never> {
  const { columns } = sourceOf(model, alias);
  return new Update(model, alias, { [alias]: columns } as { readonly [K in N]: T["c"] }, {
    assignments: [],
    from: [],
    where: [],
    returning: [],
    everywhere: false,
  });
}

/** `deleteQuery(Flavor).where((f) => f.rating.lt(2))`; an alias tells the table apart from the other sources of `using`. */
export function deleteQuery<T extends AnyTable, const N extends string = T["tableName"]>(
  model: T,
  alias: N = model.tableName as N,
): Delete<T, never, { readonly [K in N]: T["c"] }> {
  const columns: T["c"] = sourceOf(model, alias).columns;
  const sources = { [alias]: columns } as { readonly [K in N]: T["c"] };
  return new Delete({ model, alias, sources, columns }, { from: [], where: [], returning: [], everywhere: false });
}

/** What a row of a query must have to be inserted: some of the table's columns, with values that fit. */
type Insertable<T extends AnyTable> = { readonly [K in keyof T["$row"]]?: T["$row"][K] | null };
type Columns<T extends AnyTable, R> = {
  readonly [K in keyof R]: K extends keyof T["$row"] ? unknown : { error: `"${T["tableName"]}" has no column "${K & string}"` };
};

/** Inserts the rows of a query; its columns are named like the table's. */
export function insertQuery<T extends AnyTable, R extends Insertable<T>>(
  model: T,
  rows: Rows<R> & { readonly $row?: Columns<T, R> },
): InsertSelect<T, never, keyof R & string> {
  return new InsertSelect<T, never, keyof R & string>(model, rows as unknown as KnownRows, { conflict: undefined, returning: [] });
}
