import { same } from "../../kernel/same.ts";
import type { Difference } from "../difference.ts";
import type { ViewSnapshot } from "../snapshot.ts";
import { type ChangeUnit, elementName, namespaceNeeded, plainName } from "./change.ts";

/** A view that changes is dropped and made again: it holds no data of its own. */
export interface CreateView {
  readonly kind: "createView";
  readonly view: ViewSnapshot;
}
export interface DropView {
  readonly kind: "dropView";
  readonly view: ViewSnapshot;
}

const element = ({ schema, name }: ViewSnapshot): string => elementName("view", schema, name);

export const createView: ChangeUnit<CreateView, DropView> = {
  kind: "createView",
  detect: (d) => (d.element === "view" && d.after && !stays(d) ? { kind: "createView", view: d.after } : undefined),
  reverse: ({ view }) => ({ kind: "dropView", view }),
  describe: ({ view }) => `create view ${plainName(view)}`,
  needs: ({ view }) => [...namespaceNeeded(view), ...mentioned(view)],
  makes: ({ view }) => [element(view)],
};

export const dropView: ChangeUnit<DropView, CreateView> = {
  kind: "dropView",
  detect: (d) => (d.element === "view" && d.before && !stays(d) ? { kind: "dropView", view: d.before } : undefined),
  reverse: ({ view }) => ({ kind: "createView", view }),
  describe: ({ view }) => `drop view ${plainName(view)}`,
};

function stays({ before, after }: Extract<Difference, { readonly element: "view" }>): boolean {
  return before !== undefined && after !== undefined && same({ ...before, comment: "" }, { ...after, comment: "" });
}

/** Every word of the definition might be a table or another view; those that are none do no harm to the order. */
function mentioned({ schema, name, definition }: ViewSnapshot): string[] {
  const words = new Set(definition.match(/[\p{L}\p{N}_$]+/gu) ?? []);
  words.delete(name);
  const schemas = schema === undefined ? [undefined] : [undefined, schema];
  return [...words].flatMap((word) => schemas.flatMap((one) => [elementName("view", one, word), elementName("table", one, word)]));
}
