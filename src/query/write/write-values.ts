import { QueryError, ValidationError } from "../../kernel/errors.ts";
import { type BoundColumn, type BoundTable, unknownColumn } from "../bound-table.ts";
import { describeValue, isPlainObject } from "../filter-values.ts";

/** Where the value of a written column comes from: the caller, the schema's default, or a uuid made in this process. */
export type ValueSource = "given" | "default" | "uuid";
export interface WriteColumn {
  readonly column: BoundColumn;
  readonly source: ValueSource;
}

export type Values = Readonly<Record<string, unknown>>;

/** What an INSERT of these values writes. Throws for keys that cannot be written; missing required columns are a ValidationError naming all of them. */
export function insertColumns(table: BoundTable, values: Values, relations: "refuse" | "skip"): readonly WriteColumn[] {
  const given = givenColumns(table, values, relations);
  const missing: string[] = [];
  const columns: WriteColumn[] = [];
  for (const column of table.columns) {
    const { def } = column;
    if (given.has(column)) {
      refuseServerOnly(column);
      columns.push({ column, source: "given" });
    } else if (def.values.hasDefault) columns.push({ column, source: "default" });
    else if (def.fill?.by === "uuid" && table.dialect.capabilities.generatedUuids === "process") columns.push({ column, source: "uuid" });
    else if (!def.fill && !def.optional) missing.push(def.property);
  }
  if (missing.length > 0) {
    const issues = missing.map((property) => ({ path: [property], message: "required" }));
    throw new ValidationError(`an insert into "${table.def.name}" needs ${missing.map((m) => `"${m}"`).join(", ")}`, issues, {
      context: { table: table.def.name },
    });
  }
  return columns;
}

/** The columns among the keys of an object to be written. */
export function givenColumns(table: BoundTable, values: Values, relations: "refuse" | "skip"): ReadonlySet<BoundColumn> {
  const given = new Set<BoundColumn>();
  for (const property of Object.keys(values)) {
    const column = table.find(property);
    if (column) {
      if (values[property] !== undefined) given.add(column);
      continue;
    }
    const isLoaded = property === "counts" || table.def.relations.some((relation) => relation.name === property);
    if (!isLoaded) throw unknownColumn(table, property);
    if (relations === "refuse") {
      throw new QueryError(
        "QUERY.RELATION_IN_WRITE",
        `"${table.def.name}.${property}" is a relation, and an insert writes columns only; use a session or link() to write related rows`,
        {
          context: { table: table.def.name, relation: property },
        },
      );
    }
  }
  return given;
}

/** True for columns only the server may fill. */
export function isServerOnly({ def }: BoundColumn): boolean {
  return def.fill?.by === "computed" || (def.fill?.by === "identity" && def.fill.always);
}

export function refuseServerOnly(column: BoundColumn): void {
  if (!isServerOnly(column)) return;
  const why = column.def.fill?.by === "computed" ? "computed by the database" : "an identity the database always generates";
  throw new QueryError("QUERY.COLUMN_NOT_WRITABLE", `"${column.label}" is ${why} and cannot be written; leave it out`, { context: { column: column.label } });
}

/** The columns of `changes` in order. Undefined values, keys of the row and server-only columns are refused. */
export function changedColumns(table: BoundTable, changes: unknown): readonly BoundColumn[] {
  if (!isPlainObject(changes)) throw new QueryError("QUERY.BAD_CHANGES", `changes must be an object of columns, not ${describeValue(changes)}`);
  return Object.keys(changes).map((property) => {
    const column = table.column(property);
    if (changes[property] === undefined) {
      throw new QueryError("QUERY.UNDEFINED_VALUE", `"${column.label}" is undefined: leave the key out to keep the value, or use null for NULL`, {
        context: { column: column.label },
      });
    }
    if (column.isKey) {
      throw new QueryError(
        "QUERY.KEY_IN_CHANGES",
        `"${column.label}" is part of the primary key, which an update cannot change; insert the new row and delete the old one`,
        { context: { column: column.label } },
      );
    }
    refuseServerOnly(column);
    return column;
  });
}

export function checkRow(table: BoundTable, values: unknown): asserts values is Values {
  if (typeof values !== "object" || values === null || Array.isArray(values)) {
    throw new QueryError("QUERY.BAD_ROW", `a row of "${table.def.name}" must be an object, not ${describeValue(values)}`, {
      context: { table: table.def.name },
    });
  }
}
