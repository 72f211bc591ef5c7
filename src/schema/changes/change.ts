import type { Difference, ObjectName } from "../difference.ts";

/**
 * All that is known of one kind of change without naming a database. The way back is never written by hand: it is the reverse, rendered.
 * A change that drops carries the whole definition of what it drops, so that it can be put back.
 */
export interface ChangeUnit<C extends { readonly kind: string }, R extends { readonly kind: string }> {
  readonly kind: C["kind"];
  /** The change of this kind that a difference asks for. */
  detect(difference: Difference): C | undefined;
  reverse(change: C): R;
  /** In words, for people: "create table flavor". */
  describe(change: C): string;
  /** Names of what must be there before; ordering asks for nothing else. */
  needs?(change: C): readonly string[];
  /** Names of what is there afterwards. */
  makes?(change: C): readonly string[];
}

/** An element of a schema as ordering and the catalog's answers name it. Not SQL. */
export type ElementKind =
  | "namespace"
  | "enumType"
  | "sequence"
  | "table"
  | "view"
  | "column"
  | "primaryKey"
  | "unique"
  | "check"
  | "index"
  | "exclusion"
  | "foreignKey";

export function elementName(kind: ElementKind, schema: string | undefined, ...path: readonly string[]): string {
  return JSON.stringify([kind, schema ?? null, ...path]);
}

/** The name of a table as ordering knows it. */
export function tableElement({ schema, name }: ObjectName): string {
  return elementName("table", schema, name);
}

/** `schema.name`, or the name alone, for messages. */
export function plainName(named: ObjectName): string {
  return named.schema === undefined ? named.name : `${named.schema}.${named.name}`;
}

/** Nothing but the name: changes are kept in files, and carry no more than they need. */
export function nameOf({ schema, name }: ObjectName): ObjectName {
  return schema === undefined ? { name } : { schema, name };
}

export function namespaceNeeded({ schema }: ObjectName): readonly string[] {
  return schema === undefined ? [] : [elementName("namespace", schema)];
}
