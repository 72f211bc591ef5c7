import type { Difference, TypeUser } from "../difference.ts";
import type { EnumTypeSnapshot } from "../snapshot.ts";
import { type ChangeUnit, elementName, namespaceNeeded, plainName } from "./change.ts";

export interface CreateEnumType {
  readonly kind: "createEnumType";
  readonly enumType: EnumTypeSnapshot;
}
export interface DropEnumType {
  readonly kind: "dropEnumType";
  readonly enumType: EnumTypeSnapshot;
}
interface EnumValues {
  readonly from: EnumTypeSnapshot;
  readonly to: EnumTypeSnapshot;
  /** Columns of this type. */
  readonly users: readonly TypeUser[];
}
/** The values there were stay, in their order; new ones come between or after them. */
export interface AddEnumValues extends EnumValues {
  readonly kind: "addEnumValues";
}
/** Values go or change places: the type is made again and its columns turn to it. */
export interface ReplaceEnumType extends EnumValues {
  readonly kind: "replaceEnumType";
}

const element = (enumType: EnumTypeSnapshot): string => elementName("enumType", enumType.schema, enumType.name);

export const createEnumType: ChangeUnit<CreateEnumType, DropEnumType> = {
  kind: "createEnumType",
  detect: (d) => (d.element === "enumType" && d.after && !d.before ? { kind: "createEnumType", enumType: d.after } : undefined),
  reverse: ({ enumType }) => ({ kind: "dropEnumType", enumType }),
  describe: ({ enumType }) => `create enum type ${plainName(enumType)}`,
  needs: ({ enumType }) => namespaceNeeded(enumType),
  makes: ({ enumType }) => [element(enumType)],
};

export const dropEnumType: ChangeUnit<DropEnumType, CreateEnumType> = {
  kind: "dropEnumType",
  detect: (d) => (d.element === "enumType" && d.before && !d.after ? { kind: "dropEnumType", enumType: d.before } : undefined),
  reverse: ({ enumType }) => ({ kind: "createEnumType", enumType }),
  describe: ({ enumType }) => `drop enum type ${plainName(enumType)}`,
};

export const addEnumValues: ChangeUnit<AddEnumValues, ReplaceEnumType> = {
  kind: "addEnumValues",
  detect: (d) => valuesOf(d, "addEnumValues", (from, to) => isPrefixed(from, to)),
  reverse: ({ from, to, users }) => ({ kind: "replaceEnumType", from: to, to: from, users }),
  describe: ({ from, to }) => `add ${to.values.filter((value) => !from.values.includes(value)).join(", ")} to enum type ${plainName(to)}`,
  makes: ({ to }) => [element(to)],
};

export const replaceEnumType: ChangeUnit<ReplaceEnumType, ReplaceEnumType> = {
  kind: "replaceEnumType",
  detect: (d) => valuesOf(d, "replaceEnumType", (from, to) => !isPrefixed(from, to)),
  reverse: ({ from, to, users }) => ({ kind: "replaceEnumType", from: to, to: from, users }),
  describe: ({ from, to }) => {
    const gone = from.values.filter((value) => !to.values.includes(value));
    return `${gone.length > 0 ? `remove ${gone.join(", ")} from` : "reorder"} enum type ${plainName(to)}`;
  },
  makes: ({ to }) => [element(to)],
};

function valuesOf<K extends string>(
  d: Difference,
  kind: K,
  fits: (from: readonly string[], to: readonly string[]) => boolean,
): (EnumValues & { readonly kind: K }) | undefined {
  if (d.element !== "enumType" || !d.before || !d.after || d.before.values.join("\0") === d.after.values.join("\0")) return undefined;
  return fits(d.before.values, d.after.values) ? { kind, from: d.before, to: d.after, users: d.users } : undefined;
}

/** All of `from` is in `to`, in the same order. */
function isPrefixed(from: readonly string[], to: readonly string[]): boolean {
  return to.filter((value) => from.includes(value)).join("\0") === from.join("\0");
}
