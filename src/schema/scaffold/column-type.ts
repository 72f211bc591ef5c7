import * as z from "zod";
import { boundedName } from "../../kernel/bounded-name.ts";
import type { ColumnDef, TableDef } from "../../model/definition.ts";
import { describe } from "../../model/describe.ts";
import type { ColumnOptions } from "../../model/options.ts";
import { table } from "../../model/table.ts";
import { bytes, decimal } from "../../model/types.ts";
import { isLocalTime } from "../column.ts";
import { columnChecks } from "../column-checks.ts";
import type { SchemaDialect } from "../dialect.ts";
import type { ColumnSnapshot, EnumTypeSnapshot, Options, TableSnapshot } from "../snapshot.ts";

/** A schema as source, and the schema itself. */
interface Candidate {
  readonly source: string;
  readonly schema: z.ZodType;
  readonly options?: ColumnOptions;
}

/** How a column is written in a model. */
export interface ScaffoldedType {
  readonly source: string;
  readonly options: ColumnOptions;
  /** The type to be told, where no schema stands for it. */
  readonly native: string | undefined;
  /** Names of checks that the schema makes by itself. */
  readonly checks: readonly string[];
  readonly definition: ColumnDef;
}

type Precision = 0 | 1 | 2 | 3 | 4 | 5 | 6;

const plain: Readonly<Record<string, Candidate>> = {
  int: { source: "z.int()", schema: z.int() },
  int32: { source: "z.int32()", schema: z.int32() },
  boolean: { source: "z.boolean()", schema: z.boolean() },
  text: { source: "z.string()", schema: z.string() },
  uuid: { source: "z.uuid()", schema: z.uuid() },
  float: { source: "z.number()", schema: z.number() },
  float32: { source: "z.float32()", schema: z.float32() },
  date: { source: "z.iso.date()", schema: z.iso.date() },
  bytes: { source: "bytes()", schema: bytes() },
  json: { source: "z.json()", schema: z.json() },
};

/** JSON that is something: `z.json()` may be null, and so would the column. */
const someJson: Candidate = {
  source: "z.union([z.record(z.string(), z.json()), z.array(z.json()), z.string(), z.number(), z.boolean()])",
  schema: z.union([z.record(z.string(), z.json()), z.array(z.json()), z.string(), z.number(), z.boolean()]),
};

function moment(kind: "instant" | "datetime" | "time", precision: Precision): Candidate {
  const given = precision === 6 ? {} : { precision };
  if (kind === "time") return { source: `z.iso.time(${precision === 6 ? "" : `{ precision: ${precision} }`})`, schema: z.iso.time(given) };
  if (kind === "datetime") {
    const source = `z.iso.datetime({ local: true${precision === 6 ? "" : `, precision: ${precision}`} })`;
    return { source, schema: z.iso.datetime({ local: true, ...given }) };
  }
  if (precision === 3) return { source: "z.date()", schema: z.date() };
  return { source: `z.iso.datetime(${precision === 6 ? "" : `{ precision: ${precision} }`})`, schema: z.iso.datetime(given) };
}

const precisions: readonly Precision[] = [3, 6, 0, 1, 2, 4, 5];

/** Every schema that might stand for a type with these numbers in brackets, the most likely first. */
function candidates(sizes: readonly number[]): Candidate[] {
  const [n, scale = 0] = sizes;
  const { int, int32, boolean, text, uuid, float, float32, date, bytes: binary, json } = plain as Record<keyof typeof plain, Candidate>;
  return [
    int,
    int32,
    boolean,
    text,
    ...(n !== undefined && n >= 1 ? [{ source: `z.string().max(${n})`, schema: z.string().max(n) }] : []),
    uuid,
    float,
    float32,
    ...(n !== undefined && n >= 1 && n <= 38 && scale >= 0 && scale <= n
      ? [{ source: `decimal({ precision: ${n}, scale: ${scale} })`, schema: decimal({ precision: n, scale }) }]
      : []),
    ...[3, 6].map((precision) => moment("instant", precision as Precision)),
    ...precisions.flatMap((precision) => [moment("datetime", precision), moment("instant", precision), moment("time", precision)]),
    date,
    binary,
    ...(n !== undefined && n >= 1 ? [{ source: `bytes({ max: ${n} })`, schema: bytes({ max: n }) }] : []),
    json,
  ].filter((one): one is Candidate => one !== undefined);
}

const listOf = ({ source, schema }: Candidate): Candidate => ({ source: `z.array(${source})`, schema: z.array(schema) });

/** Finds the schemas of columns of one database; answers for types it has seen come from memory. */
export class ColumnTypes {
  readonly #schema: SchemaDialect;
  readonly #enumTypes: readonly EnumTypeSnapshot[];
  readonly #known = new Map<string, Candidate | undefined>();

  constructor(schema: SchemaDialect, enumTypes: readonly EnumTypeSnapshot[]) {
    this.#schema = schema;
    this.#enumTypes = enumTypes;
  }

  /** `isKey`: the column is part of a key or an index. The table is normal. */
  find(column: ColumnSnapshot, of: TableSnapshot, isKey: boolean): ScaffoldedType {
    const [base = column.type, collation] = splitCollation(column.type);
    const refused = (candidate: Candidate): boolean => isLocalTime(column.default ?? "") && this.#describe(candidate, column, of, {}).type.kind === "instant";
    const choices = [...this.#enums(column, of), ...this.#exact(column.type, base, collation, isKey)].filter((candidate) => !refused(candidate));
    for (const choice of choices) {
      const candidate = choice === plain["json"] && !column.nullable ? someJson : choice;
      const found = this.#accept(candidate, column, of, undefined);
      if (found) return found;
    }
    const nearest = this.#nearest(base).filter((candidate) => !refused(candidate));
    for (const candidate of nearest) {
      const found = this.#accept(candidate, column, of, column.type);
      if (found) return found;
    }
    const text = plain["text"] as Candidate;
    return { source: text.source, options: {}, native: column.type, checks: [], definition: this.#describe(text, column, of, {}) };
  }

  /** Undefined when the schema would make a check that is not there. */
  #accept(candidate: Candidate, column: ColumnSnapshot, of: TableSnapshot, native: string | undefined): ScaffoldedType | undefined {
    const options = candidate.options ?? {};
    const definition = this.#describe(candidate, column, of, options);
    const checks = this.#checksOf(definition, of);
    if (!checks) return undefined;
    return { source: candidate.source, options, native, checks, definition };
  }

  /** Names of the checks the schema makes, if all of them are there. */
  #checksOf(definition: ColumnDef, of: TableSnapshot): readonly string[] | undefined {
    const probe = { foreignKeys: [] } as unknown as TableDef; // no part of a table matters here
    const made = columnChecks(definition, probe, this.#schema).map(({ word, expression }) => ({
      name: boundedName(`ck_${of.name}_${definition.name}_${word}`),
      expression,
    }));
    if (made.length === 0) return [];
    const [normal] = this.#schema.normalize({ tables: [{ ...of, checks: made }] }).tables;
    const there = new Map(of.checks.map(({ name, expression }) => [name, expression]));
    return normal?.checks.every(({ name, expression }) => there.get(name) === expression) ? made.map(({ name }) => name) : undefined;
  }

  #describe({ schema }: Candidate, column: ColumnSnapshot, of: TableSnapshot, options: ColumnOptions): ColumnDef {
    const probe = table(of.name, z.object({ key: z.int(), probe: schema }), {
      pk: "key",
      columns: { key: { name: "" }, probe: { ...options, name: column.name } },
    });
    return describe([probe]).get(of.name)?.columns[1] as ColumnDef; // the model has two columns
  }

  /** A schema whose type is this very one. */
  #exact(type: string, base: string, collation: string | undefined, isKey: boolean): Candidate[] {
    const key = `${isKey ? "key " : ""}${type}`;
    if (!this.#known.has(key)) this.#known.set(key, this.#search(type, base, collation, isKey));
    const known = this.#known.get(key);
    return known ? [known] : [];
  }

  #search(type: string, base: string, collation: string | undefined, isKey: boolean): Candidate | undefined {
    const all = candidates(sizesOf(base));
    const collated = collation === undefined ? [] : all.map((candidate): Candidate => ({ ...candidate, options: { collation } }));
    return [...all, ...all.map(listOf), ...collated].find((candidate) => this.#typeOf(candidate, isKey) === type);
  }

  #typeOf(candidate: Candidate, isKey: boolean): string | undefined {
    const definition = this.#describe(candidate, { name: "probe", type: "", nullable: false }, emptyTable, {});
    if (candidate.options?.collation !== undefined && definition.type.kind !== "text") return undefined;
    const logical = candidate.options?.collation === undefined ? definition.type : { ...definition.type, collation: candidate.options.collation };
    return this.#normalType(this.#schema.columnType(logical, { key: isKey }));
  }

  #normalType(type: string): string | undefined {
    return this.#schema.normalize({ tables: [{ ...emptyTable, columns: [{ name: "probe", type, nullable: true }] }] }).tables[0]?.columns[0]?.type;
  }

  /** A type of the database with named values, and a text whose values a check lists. */
  #enums(column: ColumnSnapshot, of: TableSnapshot): Candidate[] {
    const inColumn = /^enum\((.*)\)/is.exec(column.type)?.[1];
    if (inColumn !== undefined) return this.#enumOf(stringsOf(inColumn), column, of.name);
    const type = this.#enumTypes.find((one) => column.type === this.#pathOf(one));
    if (type) return this.#enumOf(type.values, column, type.schema === undefined ? type.name : `${type.schema}.${type.name}`);
    const listed = of.checks.find(({ name }) => name === boundedName(`ck_${of.name}_${column.name}_values`));
    const values = listed && /\bin \((.*)\)$/is.exec(listed.expression)?.[1];
    if (values === undefined || !values.includes("'")) return [];
    const strings = stringsOf(values);
    return strings.length > 0 && this.#normalType(this.#schema.columnType({ kind: "enum", values: strings }, { key: false })) === column.type
      ? [{ source: `z.enum(${JSON.stringify(strings)})`, schema: z.enum(strings) }]
      : [];
  }

  #enumOf(values: readonly string[], column: ColumnSnapshot, name: string): Candidate[] {
    const type = this.#normalType(this.#schema.columnType({ kind: "enum", values, native: name }, { key: false }));
    if (values.length === 0 || type !== column.type) return [];
    return [{ source: `z.enum(${JSON.stringify(values)})`, schema: z.enum(values as [string, ...string[]]), options: { enumType: name } }];
  }

  #pathOf({ schema, name }: EnumTypeSnapshot): string {
    const { quote } = this.#schema.dialect;
    return schema === undefined ? quote(name) : `${quote(schema)}.${quote(name)}`;
  }

  /** A schema whose values the type can hold, the type itself to be told. */
  #nearest(base: string): Candidate[] {
    const kind = this.#schema.nearest(base);
    const [n = 38, scale = 0] = sizesOf(base);
    if (kind === "decimal") {
      const precision = Math.min(Math.max(n, 1), 38);
      const kept = Math.min(Math.max(scale, 0), precision);
      return [{ source: `decimal({ precision: ${precision}, scale: ${kept} })`, schema: decimal({ precision, scale: kept }) }];
    }
    if (kind === "instant" || kind === "datetime" || kind === "time") return [moment(kind, 6)];
    return [plain[kind] as Candidate];
  }
}

const emptyTable: TableSnapshot = { name: "probe", columns: [], primaryKey: { columns: [] }, uniques: [], checks: [], foreignKeys: [], indexes: [] };

function splitCollation(type: string): readonly [base: string | undefined, collation: string | undefined] {
  const [, base, collation] = /^(.*?)(?:\s+collate\s+(.+))?$/is.exec(type) ?? [];
  return [base, collation?.replace(/^"(.*)"$/, "$1").replaceAll('""', '"')];
}

/** Numbers in the brackets of a type. */
function sizesOf(base: string): readonly number[] {
  return (/\(([\d,\s]+)[^)]*\)/.exec(base)?.[1] ?? "").split(",").flatMap((size) => (size.trim() === "" ? [] : [Number(size)]));
}

/** The strings of a list of literals. */
function stringsOf(list: string): string[] {
  return [...list.matchAll(/'((?:[^'\\]|''|\\.)*)'/g)].map(([, text = ""]) => text.replaceAll("''", "'").replace(/\\(.)/g, "$1"));
}

/** Options of the column's bag. */
export function columnBag(type: ScaffoldedType, options: Options | undefined): Options | undefined {
  const bag = { ...(type.native === undefined ? {} : { type: type.native }), ...options };
  return Object.keys(bag).length > 0 ? bag : undefined;
}
