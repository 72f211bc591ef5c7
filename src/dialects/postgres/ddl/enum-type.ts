import type { Ddl } from "../../../schema/dialect.ts";
import type { EnumTypeSnapshot } from "../../../schema/snapshot.ts";
import { nothing, statements } from "../../standard/ddl/rendered.ts";
import { path } from "../../standard/ddl/table.ts";
import { words } from "./words.ts";

type EnumTypes = Pick<Ddl, "createEnumType" | "dropEnumType" | "addEnumValues" | "replaceEnumType">;

const create = (enumType: EnumTypeSnapshot): string => `create type ${path(words, enumType)} as enum (${enumType.values.map(words.text).join(", ")})`;

export const enumTypeDdl: EnumTypes = {
  createEnumType: ({ enumType }) =>
    statements(create(enumType), ...(enumType.comment === undefined ? [] : [`comment on type ${path(words, enumType)} is ${words.text(enumType.comment)}`])),
  // a type that a column of another table uses stays
  dropEnumType: ({ enumType }) =>
    statements(`do ${words.text(`begin drop type if exists ${path(words, enumType)}; exception when dependent_objects_still_exist then null; end`)}`),
  // a new value may be used only when the transaction that brought it has ended; each statement can run twice
  addEnumValues: ({ from, to }) => {
    const added = to.values.flatMap((value, i) => (from.values.includes(value) ? [] : [{ value, after: to.values[i - 1] }]));
    if (added.length === 0) return nothing();
    const place = (after: string | undefined): string =>
      after === undefined ? ` before ${words.text(from.values[0] as string)}` : ` after ${words.text(after)}`;
    const all = added.map(
      ({ value, after }) => `alter type ${path(words, to)} add value if not exists ${words.text(value)}${from.values.length > 0 ? place(after) : ""}`,
    );
    return { statements: all, risk: "none", outside: true };
  },
  replaceEnumType: ({ from, to, users }) => {
    const [type, old] = [path(words, to), path(words, { schema: from.schema, name: `${from.name}__old` })];
    const columns = users.flatMap(({ table, column }) => {
      const [alter, name] = [`alter table ${path(words, table)} alter column ${words.quote(column.name)}`, words.quote(column.name)];
      const suffix = column.type.endsWith("[]") ? "[]" : "";
      const had = column.default;
      return [
        ...(had === undefined ? [] : [`${alter} drop default`]),
        `${alter} type ${type}${suffix} using ${name}::text${suffix}::${type}${suffix}`,
        ...(had === undefined ? [] : [`${alter} set default ${had}`]),
      ];
    });
    return {
      statements: [`alter type ${type} rename to ${words.quote(`${from.name}__old`)}`, create(to), ...columns, `drop type ${old}`],
      risk: "rewrites",
      warning: "tables with columns of the type are locked while they are written anew; a value that is gone from the type makes it fail",
    };
  },
};
