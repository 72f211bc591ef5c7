import { QueryError } from "../../kernel/errors.ts";
import type { Expression, Node } from "../../sql/ast.ts";
import { type BoundTable, unknownColumn } from "../bound-table.ts";
import { columnDomain, type Domain } from "./domain.ts";

/** An expression with names of the database in it, and what its values are. */
export interface Resolved {
  readonly node: Expression;
  readonly domain: Domain;
  /** Of a column whose source may have no row. */
  readonly optional?: OptionalSource | undefined;
}

/** The source of a column, where it may have no row. */
export interface OptionalSource {
  readonly alias: string;
  /** The column is NULL only where there is no row. */
  readonly tells: boolean;
}

/** One column of a source as SQL names it. */
export interface SourceColumn {
  readonly name: string;
  readonly domain: Domain;
  readonly nullable: boolean;
  /** Where it stands in a row, if not under its name. */
  readonly path?: readonly string[] | undefined;
  readonly optional?: OptionalSource | undefined;
}

/** What a query reads from, under a name. */
export interface ScopeSource {
  readonly alias: string;
  /** The table of the model, if it is one. */
  readonly table: BoundTable | undefined;
  /** Columns of a query, by property; tables look theirs up. */
  readonly columns: ReadonlyMap<string, SourceColumn> | undefined;
  /** The source may have no row (the far side of an outer join). */
  readonly outer: boolean;
  /** Its columns stand by their names alone. */
  readonly bare?: boolean;
}

export type NamedQueries = ReadonlyMap<string, ReadonlyMap<string, SourceColumn>>;

/** Sources that expressions can refer to: a query's own, then those of the queries around it. */
export class Scope {
  readonly #sources: ScopeSource[] = [];
  readonly #parent: Scope | undefined;
  /** Queries with names (WITH) that can be read from here. */
  readonly named: NamedQueries;
  /** For SQL of the caller's own, whose sources nobody knows: the table of a model by its name. */
  readonly #anywhere: ((name: string) => BoundTable | undefined) | undefined;

  constructor(parent: Scope | undefined, named: NamedQueries = parent?.named ?? new Map(), anywhere?: (name: string) => BoundTable | undefined) {
    this.#parent = parent;
    this.named = named;
    this.#anywhere = anywhere ?? (parent ? parent.#anywhere : undefined);
  }

  add(source: ScopeSource): void {
    const taken = this.#sources.some(({ alias }) => alias.toLowerCase() === source.alias.toLowerCase());
    if (taken) {
      throw new QueryError("QUERY.BAD_ALIAS", `two sources of one query are called "${source.alias}"; give each an alias of its own`, {
        context: { alias: source.alias },
      });
    }
    this.#sources.push(source);
  }

  /** From now on rows of the sources so far may be missing. */
  makeOuter(): void {
    for (const [i, source] of this.#sources.entries()) this.#sources[i] = { ...source, outer: true };
  }

  column({ table, name }: Node<"column">): Resolved {
    const found = table === undefined ? this.#byColumn(name) : this.#source(table);
    const { alias, outer, bare } = found;
    const optional = (nullable: boolean) => (outer ? { alias, tells: !nullable } : undefined);
    if (found.table) {
      const column = found.table.find(name);
      if (!column) throw unknownColumn(found.table, name);
      const node: Node<"column"> = { ...column.node(bare ? undefined : alias), nullable: outer || column.def.nullable };
      return { node, domain: columnDomain(column), optional: optional(column.def.nullable) };
    }
    const column = found.columns?.get(name);
    if (!column) {
      throw new QueryError("QUERY.UNKNOWN_COLUMN", `"${alias}" has no column "${name}"; its columns are ${[...(found.columns?.keys() ?? [])].join(", ")}`, {
        context: { table: alias, column: name },
      });
    }
    const node: Node<"column"> = { kind: "column", table: alias, name: column.name, type: column.domain.type, nullable: outer || column.nullable };
    return { node, domain: column.domain, optional: optional(column.nullable) };
  }

  /** What is read, for messages. */
  described(): string {
    return (
      this.#all()
        .map(({ table, alias }) => `"${table?.def.name ?? alias}"`)
        .join(" or ") || "anything"
    );
  }

  /** A source by its alias, else the only one of a table by that name; inner queries hide outer ones. */
  #source(name: string): ScopeSource {
    for (let scope: Scope | undefined = this; scope; scope = scope.#parent) {
      const exact = scope.#sources.find(({ alias }) => alias === name);
      if (exact) return exact;
    }
    for (let scope: Scope | undefined = this; scope; scope = scope.#parent) {
      const tables = scope.#sources.filter(({ table }) => table?.def.name === name);
      if (tables.length > 1) throw ambiguous(`the table "${name}" is read under several names (${aliases(tables)})`);
      if (tables[0]) return tables[0];
    }
    const table = this.#anywhere?.(name);
    if (table) return { alias: name, table, columns: undefined, outer: false };
    throw new QueryError("QUERY.UNKNOWN_SOURCE", `the query does not read from "${name}"; it reads from ${aliases(this.#all()) || "nothing"}`, {
      context: { source: name },
    });
  }

  #byColumn(name: string): ScopeSource {
    for (let scope: Scope | undefined = this; scope; scope = scope.#parent) {
      const holders = scope.#sources.filter(({ table, columns }) => table?.find(name) !== undefined || columns?.has(name));
      if (holders.length > 1) throw ambiguous(`several sources (${aliases(holders)}) have a column "${name}"`);
      if (holders[0]) return holders[0];
    }
    const [first] = this.#all();
    if (first?.table) throw unknownColumn(first.table, name);
    throw new QueryError("QUERY.UNKNOWN_COLUMN", `no source of the query has a column "${name}"`, { context: { column: name } });
  }

  #all(): readonly ScopeSource[] {
    return this.#parent ? [...this.#sources, ...this.#parent.#all()] : this.#sources;
  }
}

function aliases(sources: readonly ScopeSource[]): string {
  return sources.map(({ alias }) => alias).join(", ");
}

function ambiguous(why: string): QueryError {
  return new QueryError("QUERY.AMBIGUOUS_COLUMN", `${why}; say which one by its alias`);
}
