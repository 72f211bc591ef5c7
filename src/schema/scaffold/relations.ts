import { boundedName } from "../../kernel/bounded-name.ts";
import { tableKey } from "../../model/definition.ts";
import { typeName } from "../../model/describe-relations.ts";
import type { ForeignKeySnapshot, TableSnapshot } from "../snapshot.ts";
import { type Draft, oneOrMany, propertiesOf } from "./draft.ts";
import { camelCase, pascalCase, pluralOf } from "./names.ts";
import { source } from "./source.ts";

/** A foreign key that both sides have a model for. */
interface Link {
  readonly from: Draft;
  readonly to: Draft;
  readonly foreignKey: ForeignKeySnapshot;
}

/** What becomes of the foreign keys of a module: relations where they can be, options of the table where not. */
export interface Relations {
  /** Lines of `static relations`, by class. */
  readonly lines: ReadonlyMap<string, readonly string[]>;
  /** Foreign keys that stay options. */
  readonly plain: ReadonlySet<ForeignKeySnapshot>;
}

export function relationsOf(drafts: readonly Draft[]): Relations {
  const byKey = new Map(drafts.map((draft) => [tableKey(draft.table.schema, draft.table.name), draft]));
  const lines = new Map<string, string[]>();
  const plain = new Set<ForeignKeySnapshot>();
  const links: Link[] = [];
  const add = (draft: Draft, line: string): void => void lines.set(draft.className, [...(lines.get(draft.className) ?? []), line]);
  for (const from of drafts) {
    for (const foreignKey of from.table.foreignKeys) {
      const to = byKey.get(tableKey(foreignKey.references.schema, foreignKey.references.table));
      if (to && isRelation(from, to, foreignKey)) links.push({ from, to, foreignKey });
      else plain.add(foreignKey);
    }
  }
  // all sides that hold a key choose their names first
  const named = links.map((link) => {
    const name = link.from.members.take(holdingName(link));
    add(link.from, `${name}: r.belongsTo(${link.to.className}, ${keySource(link.from, link.foreignKey)}${options(link)}),`);
    return { ...link, name };
  });
  for (const link of named) add(link.to, inverse(link, named));
  return { lines, plain };
}

/** Relations ask for more than foreign keys: the same types, a unique key, columns that can be what an action sets. */
function isRelation(from: Draft, to: Draft, { columns, references, onDelete }: ForeignKeySnapshot): boolean {
  const [own, others] = [columns.map((name) => from.columns.get(name)), references.columns.map((name) => to.columns.get(name))];
  const fit = own.every((column, i) => column && others[i] && typeName(column.type.definition) === typeName(others[i].type.definition));
  const nullable = from.table.columns.filter(({ name }) => columns.includes(name)).every((column) => column.nullable);
  return fit && isUnique(to.table, references.columns) && (onDelete !== "setNull" || nullable);
}

function isPrimary({ primaryKey }: TableSnapshot, columns: readonly string[]): boolean {
  return primaryKey.columns.join("\0") === columns.join("\0");
}

function isUnique(table: TableSnapshot, columns: readonly string[]): boolean {
  const wanted = columns.toSorted().join("\0");
  return isPrimary(table, columns) || table.uniques.some((unique) => unique.columns.toSorted().join("\0") === wanted);
}

/** `albumId` leads to `album`. */
function holdingName({ from, to, foreignKey }: Link): string {
  const [property = ""] = propertiesOf(from, foreignKey.columns);
  const short = property.replace(/(Id|Key|Code|No)$/, "");
  const isShort = foreignKey.columns.length === 1 && short !== property && short !== "";
  return isShort ? short : camelCase(to.table.name);
}

function inverse({ from, to, foreignKey, name }: Link & { readonly name: string }, all: readonly Link[]): string {
  const single = isUnique(from.table, foreignKey.columns);
  const plural = single ? camelCase(from.table.name) : pluralOf(camelCase(from.table.name));
  const isOneOfMany = all.filter((link) => link.from === from && link.to === to).length > 1 || from === to;
  const own = to.members.take(isOneOfMany ? `${plural}By${pascalCase(name)}` : plural);
  const references = isPrimary(to.table, foreignKey.references.columns)
    ? ""
    : `, ${source({ references: oneOrMany(propertiesOf(to, foreignKey.references.columns)) })}`;
  return `${own}: r.${single ? "hasOne" : "hasMany"}(${from.className}, ${keySource(from, foreignKey)}${references}),`;
}

function keySource(draft: Draft, { columns }: ForeignKeySnapshot): string {
  return source(oneOrMany(propertiesOf(draft, columns)));
}

function options({ from, to, foreignKey }: Link): string {
  const { name, columns, references, onDelete, onUpdate, deferrable, match, validated, comment } = foreignKey;
  const given = {
    name: name === boundedName(["fk", from.table.name, ...columns].join("_")) ? undefined : name,
    onDelete,
    onUpdate,
    deferrable,
    match,
    validated,
    comment,
    references: isPrimary(to.table, references.columns) ? undefined : oneOrMany(propertiesOf(to, references.columns)),
  };
  return Object.values(given).some((value) => value !== undefined) ? `, ${source(given)}` : "";
}
