import type { Expression, Kind, Node } from "./ast.ts";
import type { LogicalType } from "./logical-type.ts";

export type Renderers = { readonly [K in Kind]: (node: Node<K>, writer: Writer) => void };

/** The part of a dialect that rendering needs. */
export interface SqlStyle {
  readonly renderers: Renderers;
  /** Quotes one identifier; the name may hold any character but NUL. */
  quote(name: string): string;
  /** The placeholder of the n-th parameter, counted from 1. */
  placeholder(position: number): string;
  /** Placeholders tell their position, so that one parameter can stand in several places. Grouped expressions depend on it. */
  readonly numbered: boolean;
  /** A logical value as a literal for DDL. */
  literal(value: unknown, type?: LogicalType): string;
  /**
   * Wraps the placeholder of a parameter of this type, where the database must be told (`cast(? as json)`). Gets the text, gives the text.
   * `explicit`: nothing beside the parameter tells its type.
   */
  bind?(placeholder: string, type: LogicalType, list: boolean, explicit: boolean): string;
  /** Wraps a column or expression in a select list or RETURNING, where its plain form loses something (`cast(x as text)`). */
  read?(expression: string, type: LogicalType): string;
}

/** Where one parameter of a statement comes from. `slot` counts the call's arguments; `value` is fixed when the statement is made. */
export type ParameterSource =
  | { readonly slot: number; readonly type: LogicalType | undefined; readonly list: boolean; readonly via: ((value: never) => unknown) | undefined }
  | { readonly value: unknown; readonly type: LogicalType | undefined; readonly via: ((value: never) => unknown) | undefined };

export interface CompiledQuery {
  readonly sql: string;
  readonly parameters: readonly ParameterSource[];
}

/** Collects SQL text and parameters, kept apart by construction. */
export class Writer {
  readonly #style: SqlStyle;
  /** True while DDL is written: values become escaped literals, and nothing may be used that only our own connections know. */
  readonly literals: boolean;
  readonly #parts: string[] = [];
  readonly #parameters: ParameterSource[] = [];
  readonly #positions = new Map<Node<"parameter">, number>();
  #depth = 0;

  /** `literals`: values are written as escaped literals, for DDL; queries always bind them. */
  constructor(style: SqlStyle, options: { readonly literals?: boolean } = {}) {
    this.#style = style;
    this.literals = options.literals ?? false;
  }

  /** A part is SQL text, or a node to be rendered in place. */
  write(...parts: readonly (string | Node)[]): this {
    for (const part of parts) {
      if (typeof part === "string") this.#parts.push(part);
      else (this.#style.renderers[part.kind] as (node: Node, writer: Writer) => void)(part, this); // kind and node agree by construction
    }
    return this;
  }

  name(...path: readonly string[]): this {
    return this.write(path.map((name) => this.#style.quote(name)).join("."));
  }

  list(separator: string, nodes: readonly (string | Node)[]): this {
    for (const [i, node] of nodes.entries()) this.write(...(i > 0 ? [separator, node] : [node]));
    return this;
  }

  /** Column names, quoted, with commas. */
  names(names: readonly string[]): this {
    return this.write(names.map((name) => this.#style.quote(name)).join(", "));
  }

  parameter(node: Node<"parameter">): this {
    let position = this.#style.numbered ? this.#positions.get(node) : undefined;
    if (position === undefined) {
      position = this.#parameters.push({ slot: node.slot, type: node.type, list: node.list ?? false, via: node.via });
      this.#positions.set(node, position);
    }
    return this.#placeholder(position, node.type, node.list ?? false, node.explicit ?? false);
  }

  value(node: Node<"value">, via?: (value: never) => unknown): this {
    if (this.literals) {
      const value = via ? via(node.value as never) : node.value;
      return this.write(this.#style.literal(value, node.type));
    }
    const position = this.#parameters.push({ value: node.value, type: node.type, via });
    return this.#placeholder(position, node.type, false, false);
  }

  /** True inside a query that is part of another. */
  get isNested(): boolean {
    return this.#depth > 0;
  }

  /** A query inside another: its columns stay as they are stored, so that they can be compared and joined. */
  nested(query: Node): this {
    this.#depth += 1;
    this.write(query);
    this.#depth -= 1;
    return this;
  }

  /** Renders an expression as it must stand in a select list, so that its value is read without loss. */
  read(expression: Expression, type: LogicalType | undefined): this {
    const { read } = this.#style;
    if (!read || !type || this.isNested) return this.write(expression);
    const start = this.#parts.length;
    this.write(expression);
    const text = this.#parts.splice(start).join("");
    return this.write(read(text, type));
  }

  finish(): CompiledQuery {
    return { sql: this.#parts.join(""), parameters: this.#parameters };
  }

  #placeholder(position: number, type: LogicalType | undefined, list: boolean, explicit: boolean): this {
    const text = this.#style.placeholder(position);
    return this.write(type && this.#style.bind ? this.#style.bind(text, type, list, explicit) : text);
  }
}
