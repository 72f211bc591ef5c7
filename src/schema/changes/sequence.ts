import { same } from "../../kernel/same.ts";
import type { SequenceSnapshot } from "../snapshot.ts";
import { type ChangeUnit, elementName, namespaceNeeded, plainName } from "./change.ts";

export interface CreateSequence {
  readonly kind: "createSequence";
  readonly sequence: SequenceSnapshot;
}
export interface DropSequence {
  readonly kind: "dropSequence";
  readonly sequence: SequenceSnapshot;
}
/** The number it has reached stays. */
export interface AlterSequence {
  readonly kind: "alterSequence";
  readonly from: SequenceSnapshot;
  readonly to: SequenceSnapshot;
}

const element = (sequence: SequenceSnapshot): string => elementName("sequence", sequence.schema, sequence.name);

export const createSequence: ChangeUnit<CreateSequence, DropSequence> = {
  kind: "createSequence",
  detect: (d) => (d.element === "sequence" && d.after && !d.before ? { kind: "createSequence", sequence: d.after } : undefined),
  reverse: ({ sequence }) => ({ kind: "dropSequence", sequence }),
  describe: ({ sequence }) => `create sequence ${plainName(sequence)}`,
  needs: ({ sequence }) => namespaceNeeded(sequence),
  makes: ({ sequence }) => [element(sequence)],
};

export const dropSequence: ChangeUnit<DropSequence, CreateSequence> = {
  kind: "dropSequence",
  detect: (d) => (d.element === "sequence" && d.before && !d.after ? { kind: "dropSequence", sequence: d.before } : undefined),
  reverse: ({ sequence }) => ({ kind: "createSequence", sequence }),
  describe: ({ sequence }) => `drop sequence ${plainName(sequence)}`,
};

export const alterSequence: ChangeUnit<AlterSequence, AlterSequence> = {
  kind: "alterSequence",
  detect: (d) =>
    d.element === "sequence" && d.before && d.after && !same({ ...d.before, comment: "" }, { ...d.after, comment: "" })
      ? { kind: "alterSequence", from: d.before, to: d.after }
      : undefined,
  reverse: ({ from, to }) => ({ kind: "alterSequence", from: to, to: from }),
  describe: ({ to }) => `change sequence ${plainName(to)}`,
  makes: ({ to }) => [element(to)],
};
