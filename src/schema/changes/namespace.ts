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
  detect: (d) => (d.element === "namespace" && d.after && !d.before ? { kind: "createNamespace", namespace: d.after.name } : undefined),
  reverse: ({ namespace }) => ({ kind: "dropNamespace", namespace }),
  describe: ({ namespace }) => `create schema ${namespace}`,
  makes: ({ namespace }) => [elementName("namespace", namespace)],
};

export const dropNamespace: ChangeUnit<DropNamespace, CreateNamespace> = {
  kind: "dropNamespace",
  detect: (d) => (d.element === "namespace" && d.before && !d.after ? { kind: "dropNamespace", namespace: d.before.name } : undefined),
  reverse: ({ namespace }) => ({ kind: "createNamespace", namespace }),
  describe: ({ namespace }) => `drop schema ${namespace}`,
};
