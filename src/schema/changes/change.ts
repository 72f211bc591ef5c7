/**
 * All that is known of one kind of change without naming a database. The way back is never written by hand: it is the reverse, rendered.
 * A change that drops carries the whole definition of what it drops, so that it can be put back.
 */
export interface ChangeUnit<C extends { readonly kind: string }, R extends { readonly kind: string }> {
  readonly kind: C["kind"];
  reverse(change: C): R;
  /** In words, for people: "create table flavor". */
  describe(change: C): string;
  /** Names of what must be there before; ordering asks for nothing else. */
  needs?(change: C): readonly string[];
  /** Names of what is there afterwards. */
  makes?(change: C): readonly string[];
}

/** An element of a schema as ordering and the catalog's answers name it. Not SQL. */
export type ElementKind = "namespace" | "enumType" | "table" | "index" | "foreignKey";

export function elementName(kind: ElementKind, schema: string | undefined, ...path: readonly string[]): string {
  return JSON.stringify([kind, schema ?? null, ...path]);
}

/** `schema.name`, or the name alone, for messages. */
export function plainName(named: { readonly schema?: string | undefined; readonly name: string }): string {
  return named.schema === undefined ? named.name : `${named.schema}.${named.name}`;
}
