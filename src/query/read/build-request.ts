import type { RowObject, RowShape } from "../../dialect/row-shape.ts";
import type { Expression, Node, Source } from "../../sql/ast.ts";
import type { BoundColumn, BoundTable } from "../bound-table.ts";
import { readCounts } from "../counts.ts";
import { buildFilter } from "../filter-build.ts";
import type { BuildScope } from "../filter-members.ts";
import { allEqual, relatedCount } from "../filter-relation.ts";
import { selectedColumns } from "../find-options.ts";
import { isPlainInRows, type KeyOf, keyOf } from "../key-of.ts";
import { afterPredicate, keysetOrdering } from "../keyset.ts";
import type { LoadNode } from "../load/tree.ts";
import { readLock } from "../lock.ts";
import { buildOrder, ordering } from "../order.ts";
import { Plan } from "../plan.ts";
import { ResultColumns } from "../result-columns.ts";
import { Slots } from "../scan.ts";
import { type RowForm, rowField } from "../shape.ts";
import { numberParameter } from "../whole-number.ts";
import { linkCondition, linkJoins } from "./link.ts";
import { everyColumn, numberConditions, numberRows } from "./numbered.ts";
import { isWindowed, type Layout, type Link, type NodeLayout, type ReadRequest, rootAlias } from "./request.ts";

/** Second pass over a read, made once per structure: the statement, and how its rows are taken apart. */
export function buildRequest(request: ReadRequest): { readonly plan: Plan; readonly layout: Layout } {
  return new StatementBuilder(request).build();
}

type Nested = RowObject["nested"][number];

/** One table's part in the statement. `outer`: joined in such a way that it may have no row. */
interface Part {
  readonly table: BoundTable;
  readonly alias: string;
  readonly options: LoadNode["options"];
  readonly node: LoadNode | undefined;
  readonly outer: boolean;
}

/** What a part makes of a result row. */
interface BuiltPart {
  readonly object: RowObject;
  readonly layout: Omit<NodeLayout, "home">;
}

/** The rest of the statement, once it is known what is read. */
interface Body {
  readonly from: Source;
  readonly joins: readonly Node<"join">[];
  readonly conditions: readonly Expression[];
  readonly orderBy: readonly Node<"ordering">[];
  readonly paging: Node<"paging"> | undefined;
  readonly link: KeyOf | undefined;
}

class StatementBuilder {
  readonly #request: ReadRequest;
  readonly #form: RowForm;
  readonly #slots = new Slots();
  readonly #results = new ResultColumns();
  readonly #joins: Node<"join">[] = [];
  /** Orders of joined collections, after that of the rows themselves. */
  readonly #order: Node<"ordering">[] = [];
  readonly #collections: Nested[] = [];

  constructor(request: ReadRequest) {
    this.#request = request;
    this.#form = request.options.validate ? "strict" : "app";
  }

  build(): { readonly plan: Plan; readonly layout: Layout } {
    const { table, options, keyset, link, node, where } = this.#request;
    const scope: BuildScope = { table, alias: rootAlias, slots: this.#slots };
    const filter = buildFilter(where, scope);
    const after = keyset?.after && afterPredicate(keyset.order, keyset.after, scope);
    const conditions = [filter, after].filter((condition) => condition !== undefined);
    const order = this.#rootOrder(scope);
    const root = this.#part({ table, alias: rootAlias, options, node, outer: false });
    const orderFields = keyset?.order.map(({ column }) => this.#results.position(column, column.node(rootAlias), false)) ?? [];
    const body = link ? this.#linked(link, scope, conditions, order) : this.#plain(conditions, order);
    const isPositioned = this.#results.positions.length > 0 || this.#collections.length > 0;
    const statement: Node<"select"> = {
      kind: "select",
      projections: this.#results.projections,
      from: body.from,
      joins: body.joins,
      where: conjunction(body.conditions),
      orderBy: body.orderBy,
      paging: body.paging,
      lock: body.from.kind === "table" ? this.#lock() : undefined,
    };
    return {
      plan: new Plan(table.dialect, statement, this.#shape(root.object, isPositioned), this.#slots.labels),
      layout: { isPositioned, root: { ...root.layout, home: undefined }, link: body.link, order: orderFields },
    };
  }

  /** The table's own rows are locked, not those joined to them. */
  #lock(): Node<"lock"> | undefined {
    const { table, options } = this.#request;
    const lock = options.lock === undefined ? undefined : readLock(options.lock);
    const [key] = table.primaryKey;
    return lock && this.#joins.length > 0 && key ? { ...lock, of: [key.node(rootAlias)], orAll: true } : lock;
  }

  #rootOrder(scope: BuildScope): readonly Node<"ordering">[] {
    const { table, options, keyset, link } = this.#request;
    if (keyset) return keysetOrdering(keyset.order, rootAlias);
    if (options.orderBy !== undefined && options.orderBy.length > 0) return buildOrder(options.orderBy, scope);
    return isWindowed(this.#request) && !link ? table.primaryKey.map((column) => ordering(column, "asc", undefined, rootAlias)) : [];
  }

  #shape(row: RowObject, isPositioned: boolean): RowShape {
    if (!isPositioned) return { columns: this.#results.columns, row };
    const { positions } = this.#results;
    const beside: Nested[] =
      positions.length > 0 ? [{ property: "position", object: { fields: positions, nested: [], prototype: undefined }, nullWhenNull: [] }] : [];
    const nested = [{ property: "row", object: row, nullWhenNull: [] }, ...beside, ...this.#collections];
    return { columns: this.#results.columns, row: { fields: [], nested, prototype: undefined } };
  }

  /** Rows of the table itself. A window is taken before collections are joined, since it counts rows, not pairs. */
  #plain(conditions: readonly Expression[], order: readonly Node<"ordering">[]): Body {
    const { table, options, mode, node } = this.#request;
    const limit: Expression | undefined =
      options.limit !== undefined ? numberParameter(this.#slots) : mode === "first" ? { kind: "constant", value: 1 } : undefined;
    const offset = options.offset !== undefined ? numberParameter(this.#slots) : undefined;
    const paging: Node<"paging"> | undefined = limit || offset ? { kind: "paging", limit, offset, ordered: order.length > 0 } : undefined;
    const orderBy = [...order, ...this.#order];
    if (!paging || !node?.folds) return { from: table.node(rootAlias), joins: this.#joins, conditions, orderBy, paging, link: undefined };
    const window: Node<"select"> = {
      kind: "select",
      projections: everyColumn(table, rootAlias),
      from: table.node(rootAlias),
      where: conjunction(conditions),
      orderBy: order,
      paging,
      lock: this.#lock(),
    };
    const from: Node<"derived"> = { kind: "derived", query: window, alias: rootAlias };
    return { from, joins: this.#joins, conditions: [], orderBy, paging: undefined, link: undefined };
  }

  /** Rows that belong to given parents. */
  #linked(link: Link, scope: BuildScope, conditions: readonly Expression[], order: readonly Node<"ordering">[]): Body {
    const { table, options } = this.#request;
    const linkParts = linkJoins(link.relation, link.throughParents, rootAlias, () => this.#slots.alias());
    const all = [...conditions, linkCondition(link, linkParts, scope)];
    if (options.limit === undefined && options.offset === undefined) {
      const own = linkParts.alias === rootAlias ? selectedColumns(table, options.select) : [];
      const key = this.#keyOf(linkParts.columns, linkParts.alias, own, false);
      const joins = [...linkParts.joins, ...this.#joins];
      return { from: table.node(rootAlias), joins, conditions: all, orderBy: [...order, ...this.#order], paging: undefined, link: key };
    }
    const { source, number, link: nodes } = numberRows(table, rootAlias, linkParts, all, order);
    const key = keyOf(
      linkParts.columns.map((column, i) => ({ from: "position", property: this.#results.position(column, nodes[i] as Node<"column">, false) })),
    );
    const byNumber: Node<"ordering"> = { kind: "ordering", expression: number, direction: "asc" };
    const window = numberConditions(number, options, this.#slots);
    return { from: source, joins: this.#joins, conditions: window, orderBy: [byNumber, ...this.#order], paging: undefined, link: key };
  }

  #part(part: Part): BuiltPart {
    const { table, alias, options, node, outer } = part;
    const selected = selectedColumns(table, options.select);
    const fields = selected.map((column) => rowField(column, this.#results.column(column, column.node(alias), this.#form, outer), this.#form));
    const nested: Nested[] = this.#counts(part);
    const joined: NodeLayout[] = [];
    for (const child of node?.joined ?? []) {
      const built = this.#join(child, alias);
      joined.push(built.layout);
      if (built.layout.home === undefined) nested.push(built.nested);
      else this.#collections.push(built.nested);
    }
    const key = (columns: readonly BoundColumn[]): KeyOf => this.#keyOf(columns, alias, selected, outer);
    // Joined to its parents, a row comes once for each of them.
    const repeats = alias === rootAlias && this.#request.link?.throughParents === true;
    return {
      object: { fields, nested, slots: slotsOf(node), prototype: options.select === undefined ? table.def.prototype : undefined },
      layout: {
        identity: node?.identifies || repeats ? key(table.primaryKey) : undefined,
        links: (node?.selectin ?? []).map((child) => key(child.relation?.columns ?? [])),
        joined,
      },
    };
  }

  #counts({ table, alias, options }: Part): Nested[] {
    const counts = readCounts(table, options.counts);
    if (counts.length === 0) return [];
    const scope: BuildScope = { table, alias, slots: this.#slots };
    const fields = counts.map(({ relation, where }) => {
      const count = relatedCount(relation, where, scope, buildFilter);
      const label = `count of ${relation.label}`;
      return { property: relation.name, column: this.#results.value(count, { type: count.type, decode: undefined, label, nullable: false }), omitNull: false };
    });
    return [{ property: "counts", object: { fields, nested: [], prototype: undefined }, nullWhenNull: [] }];
  }

  /** Joins a relation's rows to those at `parent`. */
  #join(node: LoadNode, parent: string): { readonly nested: Nested; readonly layout: NodeLayout } {
    const relation = node.relation;
    if (!relation) throw new TypeError("planner fault: the root of a load is joined to nothing");
    const { table, options } = node;
    const alias = this.#slots.alias();
    const scope: BuildScope = { table, alias, slots: this.#slots };
    const filter = buildFilter(options.where ?? {}, scope);
    const order = options.orderBy === undefined ? [] : buildOrder(options.orderBy, scope);
    this.#joins.push(...this.#joinsOf(node, alias, parent, filter, order));
    const home = relation.isMany ? alias : undefined;
    if (relation.isMany) this.#order.push(...order);
    const built = this.#part({ table, alias, options, node, outer: true });
    const selected = selectedColumns(table, options.select);
    const nullWhenNull = table.primaryKey.map((column) =>
      this.#results.column(column, column.node(alias), selected.includes(column) ? this.#form : "logical", true),
    );
    return { nested: { property: home ?? relation.name, object: built.object, nullWhenNull }, layout: { ...built.layout, home } };
  }

  #joinsOf(node: LoadNode, alias: string, parent: string, filter: Expression | undefined, order: readonly Node<"ordering">[]): Node<"join">[] {
    const { table, options } = node;
    const relation = node.relation as NonNullable<LoadNode["relation"]>;
    const outer = relation.columns.map((column) => column.node(parent));
    const left = (source: Source, pairs: readonly Node<"column">[], others: readonly Expression[]): Node<"join"> => {
      const on = allEqual(pairs.map((column, i) => [column, outer[i] as Node<"column">]));
      return { kind: "join", form: "left", source, on: others.length > 0 ? { kind: "logical", operator: "and", items: [on, ...others] } : on };
    };
    if (options.limit !== undefined || options.offset !== undefined) {
      const linkParts = linkJoins(relation, false, alias, () => this.#slots.alias());
      const { source, number, link } = numberRows(table, alias, linkParts, filter ? [filter] : [], order);
      return [left(source, link, numberConditions(number, options, this.#slots))];
    }
    const others = filter ? [filter] : [];
    const { through } = relation;
    if (!through)
      return [
        left(
          table.node(alias),
          relation.targetColumns.map((column) => column.node(alias)),
          others,
        ),
      ];
    const link = this.#slots.alias();
    const far = allEqual(relation.targetColumns.map((column, i) => [column.node(alias), (through.far[i] as BoundColumn).node(link)]));
    const on: Expression = filter ? { kind: "logical", operator: "and", items: [far, filter] } : far;
    return [
      left(
        through.table.node(link),
        through.near.map((column) => column.node(link)),
        [],
      ),
      { kind: "join", form: "left", source: table.node(alias), on },
    ];
  }

  /** In the row where it has the column as it is stored, else beside it. `own`: the columns that rows of this alias have. */
  #keyOf(columns: readonly BoundColumn[], alias: string, own: readonly BoundColumn[], outer: boolean): KeyOf {
    return keyOf(
      columns.map((column) =>
        this.#form === "app" && own.includes(column) && isPlainInRows(column)
          ? { from: "row", property: column.def.property }
          : { from: "position", property: this.#results.position(column, column.node(alias), outer) },
      ),
    );
  }
}

function slotsOf(node: LoadNode | undefined): RowObject["slots"] {
  if (!node) return [];
  const lists = [...node.joined.filter(({ relation }) => relation?.isMany), ...node.selectin];
  return lists.map(({ relation }) => ({ property: relation?.name ?? "", isList: relation?.isMany === true }));
}

function conjunction(items: readonly Expression[]): Expression | undefined {
  return items.length > 1 ? { kind: "logical", operator: "and", items } : items[0];
}
