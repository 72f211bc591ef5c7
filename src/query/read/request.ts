import type { BoundRelation, BoundTable } from "../bound-table.ts";
import type { FindOptions } from "../find-options.ts";
import type { KeyOf, KeyValue } from "../key-of.ts";
import type { KeysetColumn } from "../keyset.ts";
import type { LoadNode } from "../load/tree.ts";

/** The table that a statement reads, and whose rows it gives. */
export const rootAlias = "t0";

/** One statement that reads rows: what was asked for, not yet SQL. */
export interface ReadRequest {
  readonly table: BoundTable;
  readonly where: unknown;
  readonly options: FindOptions;
  /** `first`: one row, by the order asked for or by primary key. */
  readonly mode: "first" | "many";
  /** What is loaded with the rows. */
  readonly node?: LoadNode | undefined;
  /** A total order, and where in it to begin; stands in place of `options.orderBy`. */
  readonly keyset?: { readonly order: readonly KeysetColumn[]; readonly after: readonly unknown[] | undefined } | undefined;
  /** Only rows that belong to these parents; limit and offset count per parent. */
  readonly link?: Link | undefined;
}

export interface Link {
  readonly relation: BoundRelation;
  /** At least one, all different. */
  readonly keys: readonly KeyValue[];
  /** Joins the parents and gives their own keys: for databases that find keys equal which are not the same to JavaScript. */
  readonly throughParents: boolean;
}

/** How the rows of a result are taken apart. Made with the plan, from structure alone; its lists stand in the order of the request's nodes. */
export interface Layout {
  /** Result rows are `{ row, position, ... }` with joined collections' rows beside, not the rows themselves. */
  readonly isPositioned: boolean;
  readonly root: NodeLayout;
  /** The key of the parent that a row belongs to. */
  readonly link: KeyOf | undefined;
  /** Properties of `position` that hold the columns of the keyset. */
  readonly order: readonly string[];
}

export interface NodeLayout {
  /** The row's own key. */
  readonly identity: KeyOf | undefined;
  /** The keys by which its select-in relations are found. */
  readonly links: readonly KeyOf[];
  /** Where a joined collection's row stands in the result row; undefined for a row nested in its parent. */
  readonly home: string | undefined;
  readonly joined: readonly NodeLayout[];
}

/** Whether only a part of the rows is asked for. */
export function isWindowed({ options, mode, keyset }: ReadRequest): boolean {
  return mode === "first" || keyset !== undefined || options.limit !== undefined || options.offset !== undefined;
}
