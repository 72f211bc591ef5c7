import type { Dialect } from "../../dialect/dialect.ts";
import type { RowShape } from "../../dialect/row-shape.ts";
import { QueryError } from "../../kernel/errors.ts";
import { type TableKey, tableKey } from "../../model/definition.ts";
import type { Expression, Node, Statement } from "../../sql/ast.ts";
import type { BoundTable, FindTable } from "../bound-table.ts";
import { buildFilter } from "../filter-build.ts";
import { relatedCondition, relatedCount } from "../filter-relation.ts";
import { scanFilter } from "../filter-scan.ts";
import { Plan } from "../plan.ts";
import { Scan, Slots } from "../scan.ts";
import { checkNames, hoisted } from "./hoist.ts";
import { shapeOf } from "./nested-rows.ts";
import { type FilterBuilder, type GivenLists, Numbering, type Slot } from "./numbering.ts";
import { Resolving } from "./resolve.ts";
import { resolveWriting } from "./resolve-writes.ts";
import { Scope, type SourceColumn } from "./scope.ts";
import { Structure } from "./structure.ts";

/** The value given by a name, or a part of the list that is. */
export interface GivenArgument {
  readonly name: string;
  readonly member: Slot["member"];
}

/** A statement ready to run again and again. */
export interface Compiled {
  readonly plan: Plan;
  /** What each argument is that is given by name. */
  readonly given: readonly (GivenArgument | undefined)[];
  readonly columns: readonly string[];
}

interface CompileOptions {
  readonly rawShape?: RowShape | undefined;
  readonly lists?: GivenLists | undefined;
}

/** Compiles users' statements for one database. */
export class Compiler {
  readonly dialect: Dialect;
  readonly #find: FindTable;
  readonly #names: ReadonlyMap<string, readonly TableKey[]>;

  /** `names`: keys of the tables that have a name (in several schemas). */
  constructor(dialect: Dialect, find: FindTable, names: ReadonlyMap<string, readonly TableKey[]>) {
    this.dialect = dialect;
    this.#find = find;
    this.#names = names;
  }

  /** First pass, on every call. Throws QueryError for values and filters that cannot be. */
  structure(statement: Statement | Node<"fragment">): Structure {
    const structure = new Structure({
      shortList: this.dialect.capabilities.shortList,
      filter: (node) => {
        const scan = new Scan("");
        if (node.kind === "filter") scanFilter(this.#find(tableKey(node.schema, node.table)), node.where, scan);
        else scanFilter(this.#relation(node, this.#byName(node.table)).target, node.where ?? {}, scan);
        return scan;
      },
    });
    structure.add(statement);
    return structure;
  }

  /**
   * All other passes, once per structure and per way in which the lists travel that are given by name. A fragment is SQL of the caller's own: what it
   * gives back is not known.
   */
  compile(statement: Statement | Node<"fragment">, structure: Structure, { rawShape, lists }: CompileOptions = {}): Compiled {
    checkNames(statement);
    const slots = new Slots();
    const filters: FilterBuilder = {
      table: (node) => this.#tableOf(node),
      related: (node, table, alias) => this.#related(node, table, alias, slots),
      filter: ({ schema, table, alias, where }) =>
        buildFilter(where, { table: this.#find(tableKey(schema, table)), alias, slots }) ?? { kind: "constant", value: true },
    };
    const numbering = new Numbering(slots, structure, this.dialect.capabilities.shortList, filters, { lists });
    const numbered = hoisted(numbering.apply(statement));
    const resolver = new Resolving({
      dialect: this.dialect,
      slots: numbering.slots,
      finished: numbering.finished,
      table: (node) => this.#find(tableKey(node.schema, node.name)),
      found: (slot, domain, encode) => slots.found(slot, domain, encode),
    });
    const { node, columns } = this.#resolved(numbered, resolver);
    const shape = columns.size > 0 ? shapeOf(columns) : rawShape;
    const plan = new Plan(this.dialect, node.kind === "fragment" ? (writer) => void writer.write(node) : node, shape, slots.labels);
    return { plan, given: slots.labels.map((_, i) => givenArgument(numbering.slots.get(i))), columns: [...columns.keys()] };
  }

  #resolved(
    node: Statement | Node<"fragment">,
    resolver: Resolving,
  ): { readonly node: Statement | Node<"fragment">; readonly columns: ReadonlyMap<string, SourceColumn> } {
    if (node.kind === "fragment") {
      const scope = new Scope(undefined, undefined, (name) => (this.#names.has(name) ? this.#byName(name) : undefined));
      return { node: resolver.expression(node, scope).node as Node<"fragment">, columns: new Map() }; // a fragment stays a fragment
    }
    const scope = new Scope(undefined);
    return node.kind === "select" || node.kind === "setOperation" ? resolver.query(node, scope) : resolveWriting(node, scope, resolver);
  }

  #related(node: Node<"related">, table: BoundTable, alias: string, slots: Slots): Expression {
    const relation = this.#relation(node, table);
    const scope = { table, alias, slots };
    const where = node.where ?? {};
    return node.form === "count" ? relatedCount(relation, where, scope, buildFilter) : relatedCondition(relation, node.form, where, scope, buildFilter);
  }

  #relation(node: Node<"related">, table: BoundTable): NonNullable<ReturnType<BoundTable["relation"]>> {
    const relation = table.relation(node.relation);
    if (relation) return relation;
    throw new QueryError("QUERY.BAD_FILTER", `"${node.table}" has no relation "${node.relation}"`, { context: { table: node.table } });
  }

  #tableOf(node: Node<"table">): BoundTable | undefined {
    const key = tableKey(node.schema, node.name);
    return this.#names.get(node.name)?.includes(key) ? this.#find(key) : undefined;
  }

  #byName(name: string): BoundTable {
    const [key, ...others] = this.#names.get(name) ?? [];
    if (key !== undefined && others.length === 0) return this.#find(key);
    const why = key === undefined ? "there is no such table" : "several schemas have a table of that name";
    throw new QueryError("QUERY.UNKNOWN_SOURCE", `a relation of "${name}" is asked for, and ${why}`, { context: { source: name } });
  }
}

function givenArgument(slot: Slot | undefined): GivenArgument | undefined {
  return slot?.name === undefined ? undefined : { name: slot.name, member: slot.member };
}
