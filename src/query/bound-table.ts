import type { Codec } from "../dialect/codec.ts";
import type { Dialect } from "../dialect/dialect.ts";
import { ConfigurationError, QueryError } from "../kernel/errors.ts";
import type { Catalog, ColumnDef, RelationDef, TableDef, TableKey } from "../model/definition.ts";
import type { Node } from "../sql/ast.ts";
import type { LogicalType } from "../sql/logical-type.ts";
import { checkNames } from "./bound-names.ts";

/** The codec of a type in a dialect. */
export function codecOf(dialect: Dialect, type: LogicalType): Codec {
  return (dialect.codecs[type.kind] as (type: LogicalType) => Codec)(type); // kind and type agree by construction
}

/** A column together with what its dialect does to its values. */
export class BoundColumn {
  readonly def: ColumnDef;
  readonly index: number;
  readonly codec: Codec;
  /** table.column, for messages. */
  readonly label: string;
  readonly isText: boolean;
  /** Its application values may be plain objects or arrays: filters write `{ eq: value }`. */
  readonly isStructured: boolean;
  readonly isKey: boolean;
  /** NULL leaves the key out of rows. */
  readonly readsAbsent: boolean;

  constructor(table: TableDef, def: ColumnDef, index: number, dialect: Dialect) {
    this.def = def;
    this.index = index;
    this.codec = codecOf(dialect, def.type);
    this.label = `${table.name}.${def.property}`;
    this.isText = def.type.kind === "text" || def.type.kind === "uuid" || (def.type.kind === "enum" && typeof def.type.values[0] === "string");
    this.isStructured = def.type.kind === "json" || def.type.kind === "array";
    this.readsAbsent = def.nullable && def.nullReads === "absent";
    this.isKey = table.primaryKey.includes(def.property);
  }

  /** Application value -> what the driver takes, for a comparison. */
  filterValue(value: unknown): unknown {
    return this.wire(this.def.values.encodeFilter(value));
  }

  /** Logical value -> what the driver takes. */
  wire(logical: unknown): unknown {
    const { encode } = this.codec;
    return encode ? encode(logical as never) : logical;
  }

  node(alias: string | undefined): Node<"column"> {
    return { kind: "column", table: alias, name: this.def.name, type: this.def.type, nullable: this.def.nullable };
  }
}

/** A relation with both its tables. Columns stand in matching order. */
export interface BoundRelation {
  readonly def: RelationDef;
  readonly name: string;
  readonly source: BoundTable;
  readonly target: BoundTable;
  /** Of the source. */
  readonly columns: readonly BoundColumn[];
  /** Of the target. */
  readonly targetColumns: readonly BoundColumn[];
  /** The join table: `near` holds `columns`, `far` holds `targetColumns`. */
  readonly through: { readonly table: BoundTable; readonly near: readonly BoundColumn[]; readonly far: readonly BoundColumn[] } | undefined;
  readonly isMany: boolean;
  /** table.relation, for messages. */
  readonly label: string;
}

/** Finds the other side of a relation. */
export type FindTable = (key: TableKey) => BoundTable;

/** A table of the catalog as one database sees it. */
export class BoundTable {
  readonly def: TableDef;
  readonly dialect: Dialect;
  readonly columns: readonly BoundColumn[];
  readonly primaryKey: readonly BoundColumn[];
  readonly version: BoundColumn | undefined;
  readonly #byProperty: ReadonlyMap<string, BoundColumn>;
  /** Another table of the same catalog. */
  readonly findTable: FindTable;
  readonly #relations = new Map<string, BoundRelation>();

  constructor(def: TableDef, dialect: Dialect, findTable: FindTable) {
    this.def = def;
    this.dialect = dialect;
    this.findTable = findTable;
    this.columns = def.columns.map((column, i) => new BoundColumn(def, column, i, dialect));
    this.#byProperty = new Map(this.columns.map((column) => [column.def.property, column]));
    this.primaryKey = def.primaryKey.map((property) => this.column(property));
    this.version = def.version === undefined ? undefined : this.column(def.version);
  }

  find(property: string): BoundColumn | undefined {
    return this.#byProperty.get(property);
  }

  /** Throws QueryError for a name that is no column. */
  column(property: string): BoundColumn {
    const column = this.#byProperty.get(property);
    if (!column) throw unknownColumn(this, property);
    return column;
  }

  /** Undefined for a name that is no relation. */
  relation(name: string): BoundRelation | undefined {
    let relation = this.#relations.get(name);
    if (!relation) {
      const def = this.def.relations.find((one) => one.name === name);
      if (!def) return undefined;
      relation = this.#bind(def);
      this.#relations.set(name, relation);
    }
    return relation;
  }

  #bind(def: RelationDef): BoundRelation {
    const target = this.findTable(def.target);
    const join = def.through && this.findTable(def.through.table);
    return {
      def,
      name: def.name,
      source: this,
      target,
      columns: def.columns.map((property) => this.column(property)),
      targetColumns: def.targetColumns.map((property) => target.column(property)),
      through: join && {
        table: join,
        near: (def.through?.columns ?? []).map((property) => join.column(property)),
        far: (def.through?.targetColumns ?? []).map((property) => join.column(property)),
      },
      isMany: def.cardinality === "many",
      label: `${this.def.name}.${def.name}`,
    };
  }

  node(alias: string | undefined): Node<"table"> {
    return { kind: "table", schema: this.def.schema, name: this.def.name, alias };
  }
}

/**
 * The tables of a catalog in one dialect, each bound when first asked for. Throws ConfigurationError for a table that is not in it, and for names the
 * database cannot have.
 */
export function bindCatalog(catalog: Catalog, dialect: Dialect): FindTable {
  for (const table of catalog.values()) checkNames(table, dialect);
  const bound = new Map<TableKey, BoundTable>();
  const find: FindTable = (key) => {
    let table = bound.get(key);
    if (!table) {
      const def = catalog.get(key);
      if (!def)
        throw new ConfigurationError("CONFIGURATION.UNKNOWN_MODEL", `the table "${key}" is not among this database's models; add its model to { models }`);
      table = new BoundTable(def, dialect, find);
      bound.set(key, table);
    }
    return table;
  };
  return find;
}

export function unknownColumn(table: BoundTable, property: string): QueryError {
  const known = table.columns.map((column) => column.def.property).join(", ");
  const relation = table.relation(property) ? `; "${property}" is a relation, which cannot stand here` : "";
  return new QueryError("QUERY.UNKNOWN_COLUMN", `"${table.def.name}" has no column "${property}"; its columns are ${known}${relation}`, {
    context: { table: table.def.name, column: property },
  });
}
