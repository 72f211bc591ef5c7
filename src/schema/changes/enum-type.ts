import type { EnumTypeSnapshot } from "../snapshot.ts";
import { type ChangeUnit, elementName, plainName } from "./change.ts";

export interface CreateEnumType {
  readonly kind: "createEnumType";
  readonly enumType: EnumTypeSnapshot;
}
export interface DropEnumType {
  readonly kind: "dropEnumType";
  readonly enumType: EnumTypeSnapshot;
}

export const createEnumType: ChangeUnit<CreateEnumType, DropEnumType> = {
  kind: "createEnumType",
  reverse: ({ enumType }) => ({ kind: "dropEnumType", enumType }),
  describe: ({ enumType }) => `create enum type ${plainName(enumType)}`,
  needs: ({ enumType }) => (enumType.schema === undefined ? [] : [elementName("namespace", enumType.schema)]),
  makes: ({ enumType }) => [elementName("enumType", enumType.schema, enumType.name)],
};

export const dropEnumType: ChangeUnit<DropEnumType, CreateEnumType> = {
  kind: "dropEnumType",
  reverse: ({ enumType }) => ({ kind: "createEnumType", enumType }),
  describe: ({ enumType }) => `drop enum type ${plainName(enumType)}`,
};
