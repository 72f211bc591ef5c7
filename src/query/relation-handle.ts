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

/** The handle of a relation. Throws QueryError for a name that is none. */
export function relationHandle(table: BoundTable, name: string): RelationHandle<AnyTable> {
  if (!table.relation(name)) {
    const known = table.def.relations.map((one) => one.name).join(", ") || "none";
    throw badLoad(`"${table.def.name}" has no relation "${name}"; there are: ${known}`);
  }
  const node = (form: RelatedForm, where: unknown) => ({ kind: "related", table: table.def.name, relation: name, form, where }) as const;
  const any = (where?: unknown): Predicate => predicate(node("some", where));
  return {
    any,
    has: any,
    none: (where?: unknown) => predicate(node("none", where)),
    every: (where: unknown) => predicate(node("every", where)),
    count: (where?: unknown) => term<number>(node("count", where)),
  };
}
