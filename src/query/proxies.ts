import { QueryError, RelationshipLoadingError } from "../kernel/errors.ts";
import type { RelationDef, TableDef } from "../model/definition.ts";
import { describe, keyOf } from "../model/describe.ts";
import type { RelationsOf, TargetOf } from "../model/relation.ts";
import type { AnyTable } from "../model/table-class.ts";
import type { Expression } from "../sql/ast.ts";
import type { Expr } from "../sql/expr.ts";
import { type Term, term } from "../sql/term.ts";

/** A value that rows compute and queries can compute too. Call it with a row. */
export interface HybridProperty<T extends AnyTable, V> {
  (row: T["$row"]): V;
  /** Over the table's own columns. */
  readonly expression: Term<V>;
  /** Over its columns under an alias: `label.on(f)`. */
  on(columns: T["c"]): Term<V>;
}

/** `hybridProperty(Flavor, (row) => row.rating * 2, (c) => c.rating.times(2))`: one meaning, said once for rows and once for the database. */
export function hybridProperty<T extends AnyTable, V>(model: T, value: (row: T["$row"]) => V, expression: (columns: T["c"]) => Expr<V>): HybridProperty<T, V> {
  const on = (columns: T["c"]): Term<V> => term(expression(columns).node);
  const property = (row: T["$row"]): V => value(row);
  return Object.defineProperties(property, { on: { value: on }, expression: { get: () => on(model.c) } }) as HybridProperty<T, V>;
}

type Attribute<T extends AnyTable, K extends keyof RelationsOf<T>> = keyof TargetOf<RelationsOf<T>[K]>["$row"] & string;

/** An attribute of related rows, as if it were the row's own. */
export interface AssociationProxy<V> {
  /** Of a row to one: the value, null when there is no such row. To many: a list. Throws RelationshipLoadingError when the relation was not loaded. */
  get(row: object): V | null | V[];
  /** Changes the related row in hand (a session writes it). Throws QueryError for relations to many, and when there is no row. */
  set(row: object, value: V): void;
  /** For queries: the attribute of the one related row. Throws QueryError for relations to many: ask those by `db.relation(...).any(...)`. */
  readonly expression: Term<V | null>;
}

/** `associationProxy(Flavor, "supplier", "name")`. The relation is looked up when it is first used. */
export function associationProxy<T extends AnyTable, const K extends keyof RelationsOf<T> & string, const A extends Attribute<T, K>>(
  model: T,
  relation: K,
  attribute: A,
): AssociationProxy<TargetOf<RelationsOf<T>[K]>["$row"][A & keyof TargetOf<RelationsOf<T>[K]>["$row"]]> {
  type V = TargetOf<RelationsOf<T>[K]>["$row"][A & keyof TargetOf<RelationsOf<T>[K]>["$row"]];
  const label = `${model.tableName}.${relation}`;
  const loaded = (row: object): unknown => {
    if (Object.hasOwn(row, relation)) return (row as Readonly<Record<string, unknown>>)[relation];
    throw new RelationshipLoadingError("LOAD.NOT_LOADED", `"${label}" was not loaded with this row; add it to load`, {
      context: { table: model.tableName, relation },
    });
  };
  const of = (row: unknown): V => (row as Readonly<Record<string, V>>)[attribute] as V;
  return {
    get: (row) => {
      const found = loaded(row);
      if (Array.isArray(found)) return found.map(of);
      return found === null ? null : of(found);
    },
    set: (row, value) => {
      const found = loaded(row);
      if (Array.isArray(found) || found === null)
        throw new QueryError(
          "QUERY.BAD_PROXY",
          `"${label}" leads to ${found === null ? "no row" : "several rows"}, so there is nothing to set "${attribute}" of`,
        );
      (found as Record<string, unknown>)[attribute] = value;
    },
    get expression(): Term<V | null> {
      return term(attributeOf(model, relation, attribute));
    },
  };
}

function attributeOf(model: AnyTable, relation: string, attribute: string): Expression {
  const catalog = describe([model]);
  const { relations } = catalog.get(keyOf(model)) as TableDef;
  const def = relations.find(({ name }) => name === relation) as RelationDef;
  if (def.cardinality === "many")
    throw new QueryError("QUERY.BAD_PROXY", `"${model.tableName}.${relation}" leads to several rows; ask them by db.relation(...).any(...), or join them`);
  const { schema, name } = catalog.get(def.target) as TableDef;
  const alias = `${relation}_of_${model.tableName}`.slice(0, 60);
  const on = def.columns.map(
    (property, i): Expression => ({
      kind: "compare",
      operator: "=",
      left: { kind: "column", table: alias, name: def.targetColumns[i] as string },
      right: { kind: "column", table: model.tableName, name: property },
    }),
  );
  return {
    kind: "subquery",
    query: {
      kind: "select",
      projections: [{ kind: "projection", expression: { kind: "column", table: alias, name: attribute }, alias: attribute }],
      from: { kind: "table", ...(schema === undefined ? {} : { schema }), name, alias },
      where: { kind: "logical", operator: "and", items: on },
      orderBy: [],
    },
  };
}
