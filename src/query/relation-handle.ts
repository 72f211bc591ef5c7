import type { RelationsOf, TargetOf } from "../model/relation.ts";
import type { AnyTable } from "../model/table-class.ts";
import type { CheckedWhere, Where } from "../model/where.ts";
import type { RelatedForm } from "../sql/ast.ts";
import { type Predicate, predicate } from "../sql/expr.ts";
import { type Term, term } from "../sql/term.ts";
import type { BoundTable } from "./bound-table.ts";
import { badLoad } from "./load/load-options.ts";

/** What may be asked of the rows a relation leads to, as expressions: `db.relation(Supplier, "flavors").count({ rating: 5 }).gte(2)`. */
export interface RelationHandle<T extends AnyTable> {
  /** There is such a row; without a filter, any row. */
  any<const W extends Where<T> | Predicate = object>(where?: W & CheckedWhere<T, NoInfer<W>>): Predicate;
  /** The same as `any`, for relations to one row. */
  has<const W extends Where<T> | Predicate = object>(where?: W & CheckedWhere<T, NoInfer<W>>): Predicate;
  none<const W extends Where<T> | Predicate = object>(where?: W & CheckedWhere<T, NoInfer<W>>): Predicate;
  /** No row fails the filter, be it false or, because of a NULL, unknown for the row. */
  every<const W extends Where<T> | Predicate>(where: W & CheckedWhere<T, NoInfer<W>>): Predicate;
  /** How many there are. Compare it, or order by it. */
  count<const W extends Where<T> | Predicate = object>(where?: W & CheckedWhere<T, NoInfer<W>>): Term<number>;
}

export type RelationHandleOf<T extends AnyTable, K extends keyof RelationsOf<T>> = RelationHandle<TargetOf<RelationsOf<T>[K]>>;

/** The handle of a relation. Throws QueryError for a name that is none, and for a filter that is undefined or null. */
export function relationHandle(table: BoundTable, name: string): RelationHandle<AnyTable> {
  if (!table.relation(name)) {
    const known = table.def.relations.map((one) => one.name).join(", ") || "none";
    throw badLoad(`"${table.def.name}" has no relation "${name}"; there are: ${known}`);
  }
  const node = (form: RelatedForm, [where]: readonly unknown[], word: string) => {
    if (where === undefined || where === null) throw badLoad(`"${table.def.name}.${name}" ${word} takes a filter, not ${where}; {} means any row`);
    return { kind: "related", table: table.def.name, relation: name, form, where } as const;
  };
  /** Left out is any row; what was given and is undefined is a mistake. */
  const given = (filters: readonly unknown[]) => (filters.length === 0 ? [{}] : filters);
  return {
    any: (...where: readonly unknown[]) => predicate(node("some", given(where), "any")),
    has: (...where: readonly unknown[]) => predicate(node("some", given(where), "has")),
    none: (...where: readonly unknown[]) => predicate(node("none", given(where), "none")),
    every: (...where: readonly unknown[]) => predicate(node("every", where, "every")),
    count: (...where: readonly unknown[]) => term<number>(node("count", given(where), "count")),
  };
}
