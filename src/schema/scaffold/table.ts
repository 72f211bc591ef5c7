import { boundedName } from "../../kernel/bounded-name.ts";
import { snakeCase } from "../../model/naming.ts";
import type { ColumnSnapshot, ForeignKeySnapshot, IdentitySnapshot, IndexSnapshot, Options, SequenceSteps, UniqueSnapshot } from "../snapshot.ts";
import { columnBag } from "./column-type.ts";
import { type Draft, type DraftColumn, oneOrMany, propertiesOf } from "./draft.ts";
import { Code, rawSql, source } from "./source.ts";

/** How a table is written. `bag`: the dialect's key of options. */
export interface TableStyle {
  readonly bag: string;
  readonly plain: ReadonlySet<ForeignKeySnapshot>;
  readonly relations: readonly string[];
}

export function tableSource(draft: Draft, style: TableStyle): string {
  const { table, className } = draft;
  const columns = table.columns.map((column) => `    ${memberName(propertyOf(draft, column))}: ${columnSource(column, draft)},\n`).join("");
  const options = source(optionsOf(draft, style), "  ");
  const relations = style.relations.map((line) => `    ${line}\n`).join("");
  const body = relations === "" ? "{}" : `{\n  static relations = (r: Relate<typeof ${className}>) => ({\n${relations}  });\n}`;
  return `export class ${className} extends table(\n  ${JSON.stringify(table.name)},\n  z.object({\n${columns}  }),\n  ${options},\n) ${body}\n`;
}

function memberName(property: string): string {
  return /^[\p{L}_$][\p{L}\p{Nd}_$]*$/u.test(property) ? property : JSON.stringify(property);
}

function drafted(draft: Draft, column: ColumnSnapshot): DraftColumn {
  return draft.columns.get(column.name) as DraftColumn; // every column was drafted
}

function propertyOf(draft: Draft, column: ColumnSnapshot): string {
  return drafted(draft, column).property;
}

function columnSource(column: ColumnSnapshot, draft: Draft): string {
  const isNullable = column.nullable && !draft.table.primaryKey.columns.includes(column.name);
  return `${drafted(draft, column).type.source}${isNullable ? ".nullable()" : ""}`;
}

function optionsOf(draft: Draft, { bag, plain }: TableStyle): Record<string, unknown> {
  const { table } = draft;
  const key = propertiesOf(draft, table.primaryKey.columns);
  const filled = table.columns.filter((column) => column.default !== undefined || column.identity || column.computed);
  const columns = Object.fromEntries(
    table.columns.flatMap((column) => {
      const options = columnOptions(column, draft, bag);
      return options ? [[propertyOf(draft, column), options]] : [];
    }),
  );
  const short = indexesOf(draft, bag);
  return {
    pk: oneOrMany(key),
    schema: table.schema,
    comment: table.comment,
    primaryKey: primaryKeyOptions(draft, bag),
    generated: orNothing(filled.map((column) => propertyOf(draft, column))),
    columns: Object.keys(columns).length > 0 ? columns : undefined,
    ...short,
    uniqueConstraints: orNothing(table.uniques.map((unique) => uniqueOptions(unique, draft, bag))),
    checks: orNothing(checksOf(draft, bag)),
    foreignKeys: orNothing(table.foreignKeys.filter((foreignKey) => plain.has(foreignKey)).map((foreignKey) => foreignKeyOptions(foreignKey, draft))),
    exclusions: orNothing(exclusionsOf(draft)),
    [bag]: table.options,
  };
}

function orNothing<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined;
}

function conventional(kind: string, draft: Draft, columns: readonly string[]): string {
  return boundedName([kind, draft.table.name, ...columns].join("_"));
}

function primaryKeyOptions(draft: Draft, bag: string): object | undefined {
  const { name, options } = draft.table.primaryKey;
  const own = name === undefined || name === conventional("pk", draft, []) ? undefined : name;
  return own === undefined && options === undefined ? undefined : { name: own, [bag]: withProperties(options, draft) };
}

/** Options that name columns name them by property in models. */
function withProperties(options: Options | undefined, draft: Draft): Options | undefined {
  const include = options?.["include"];
  return Array.isArray(include) ? { ...options, include: propertiesOf(draft, include) } : options;
}

function columnOptions(column: ColumnSnapshot, draft: Draft, bag: string): object | undefined {
  const { property, type } = drafted(draft, column);
  const isKey = draft.table.primaryKey.columns.includes(column.name);
  const options = {
    name: snakeCase(property) === column.name ? undefined : column.name,
    comment: column.comment,
    serverDefault: column.default === undefined ? undefined : new Code(`sql.raw(${JSON.stringify(column.default)})`),
    computed: column.computed && {
      expression: new Code(`sql.raw(${JSON.stringify(column.computed.expression)})`),
      stored: column.computed.stored ? undefined : false,
    },
    identity: column.identity && identityOptions(column.identity, isKey && type.definition.type.kind === "integer"),
    ...type.options,
    [bag]: columnBag(type, column.options),
  };
  return Object.values(options).some((value) => value !== undefined) ? options : undefined;
}

/** An integer key that is `generated` is an identity without more words. */
function identityOptions(identity: IdentitySnapshot, isImplied: boolean): unknown {
  const { always, ...steps } = identity;
  const options = { always: always || undefined, ...stepOptions(steps) };
  const given = Object.values(options).some((value) => value !== undefined);
  if (given) return options;
  return isImplied ? undefined : true;
}

export function stepOptions({ start, increment, min, max, cache, cycle }: SequenceSteps): object {
  const number = (text: string | undefined): Code | undefined =>
    text === undefined ? undefined : new Code(Number.isSafeInteger(Number(text)) ? text : `${text}n`);
  return { start: number(start), increment: number(increment), min: number(min), max: number(max), cache: number(cache), cycle };
}

/** Plain indexes by their columns, others in full. */
function indexesOf(draft: Draft, bag: string): { readonly indexed?: readonly string[] | undefined; readonly indexes?: readonly unknown[] | undefined } {
  const isPlain = ({ name, keys, unique, where, include, method, comment, options }: IndexSnapshot): boolean =>
    keys.length === 1 &&
    keys.every((key) => key.column !== undefined && !key.descending && key.options === undefined && name === conventional("ix", draft, [key.column])) &&
    !unique &&
    [where, method, comment, options].every((value) => value === undefined) &&
    include.length === 0;
  const plain = draft.table.indexes.filter(isPlain).flatMap(({ keys }) => propertiesOf(draft, [keys[0]?.column ?? ""]));
  // a column with a unique constraint of its own needs the long form
  const single = new Set(draft.table.uniques.flatMap(({ columns }) => (columns.length === 1 ? propertiesOf(draft, columns) : [])));
  const indexed = plain.filter((property) => !single.has(property));
  const rest = draft.table.indexes.filter((index) => !isPlain(index) || single.has(propertiesOf(draft, [index.keys[0]?.column ?? ""])[0] ?? ""));
  return { indexed: orNothing(indexed), indexes: orNothing(rest.map((index) => indexOptions(index, draft, bag))) };
}

function indexOptions(index: IndexSnapshot, draft: Draft, bag: string): object {
  const keys = index.keys.map(({ column, expression, descending }) => {
    if (column === undefined) return descending ? { expression: rawSql(expression), descending } : rawSql(expression);
    const [property = column] = propertiesOf(draft, [column]);
    return descending ? `-${property}` : property;
  });
  const keyOptions = index.keys.flatMap(({ column, options }, i) =>
    options === undefined ? [] : [[column === undefined ? String(i) : (propertiesOf(draft, [column])[0] ?? column), options] as const],
  );
  const options = { ...index.options, ...(keyOptions.length > 0 ? { keys: Object.fromEntries(keyOptions) } : {}) };
  const isSimple = index.keys.every(({ column, descending }) => column !== undefined && !descending);
  return {
    name: index.name,
    ...(isSimple ? { columns: keys } : { keys }),
    unique: index.unique || undefined,
    where: index.where === undefined ? undefined : rawSql(index.where),
    include: orNothing(propertiesOf(draft, index.include)),
    method: index.method,
    comment: index.comment,
    [bag]: Object.keys(options).length > 0 ? options : undefined,
  };
}

function uniqueOptions({ name, columns, deferrable, comment, options }: UniqueSnapshot, draft: Draft, bag: string): unknown {
  const own = name === conventional("uq", draft, columns) ? undefined : name;
  const properties = propertiesOf(draft, columns);
  if (own === undefined && deferrable === undefined && comment === undefined && options === undefined) return properties;
  return { name: own, columns: properties, deferrable, comment, [bag]: withProperties(options, draft) };
}

function checksOf(draft: Draft, bag: string): object[] {
  const made = new Set([...draft.columns.values()].flatMap(({ type }) => type.checks));
  return draft.table.checks
    .filter(({ name }) => !made.has(name))
    .map(({ name, expression, validated, comment, options }) => ({ name, expression: rawSql(expression), validated, comment, [bag]: options }));
}

function foreignKeyOptions({ references, columns, name, ...rest }: ForeignKeySnapshot, draft: Draft): object {
  return { name, columns: propertiesOf(draft, columns), references, ...rest };
}

function exclusionsOf(draft: Draft): object[] {
  return (draft.table.exclusions ?? []).map(({ name, elements, method, where, deferrable, comment }) => ({
    name,
    elements: elements.map(({ column, expression, operator }) => [column === undefined ? rawSql(expression) : propertiesOf(draft, [column])[0], operator]),
    method: method === "gist" ? undefined : method,
    where: where === undefined ? undefined : rawSql(where),
    deferrable,
    comment,
  }));
}
