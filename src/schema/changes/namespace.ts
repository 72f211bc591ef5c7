import { type ChangeUnit, elementName } from "./change.ts";

export interface CreateNamespace {
  readonly kind: "createNamespace";
  readonly namespace: string;
}
export interface DropNamespace {
  readonly kind: "dropNamespace";
  readonly namespace: string;
}

export const createNamespace: ChangeUnit<CreateNamespace, DropNamespace> = {
  kind: "createNamespace",
  reverse: ({ namespace }) => ({ kind: "dropNamespace", namespace }),
  describe: ({ namespace }) => `create schema ${namespace}`,
  makes: ({ namespace }) => [elementName("namespace", namespace)],
};

export const dropNamespace: ChangeUnit<DropNamespace, CreateNamespace> = {
  kind: "dropNamespace",
  reverse: ({ namespace }) => ({ kind: "createNamespace", namespace }),
  describe: ({ namespace }) => `drop schema ${namespace}`,
};
