import fc from "fast-check";
import { Ormdantic, type Relate, type Session, table } from "ormdantic";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { targets, withDatabase } from "../support/servers.ts";

/** Two tables that need each other, one that refers to itself, keys made by the server and by the process, and links. Names tell rows apart. */
class Box extends table(
  "box",
  z.object({ id: z.int(), name: z.string().max(20), size: z.int().nullable(), outerId: z.int().nullable(), shelfId: z.uuid().nullable() }),
  {
    pk: "id",
    generated: ["id"],
  },
) {
  static relations = (r: Relate<typeof Box>) => ({
    outer: r.belongsTo(Box, "outerId"),
    inner: r.hasMany(Box, "outerId"),
    shelf: r.belongsTo(Shelf, "shelfId"),
    labels: r.manyToMany(Label, BoxLabel, "boxId", "labelId"),
  });
}
class Shelf extends table("shelf", z.object({ id: z.uuid(), name: z.string().max(20), bestId: z.int().nullable(), version: z.int().default(1) }), {
  pk: "id",
  generated: ["id"],
  version: "version",
}) {
  static relations = (r: Relate<typeof Shelf>) => ({ boxes: r.hasMany(Box, "shelfId"), best: r.belongsTo(Box, "bestId") });
}
class Label extends table("label", z.object({ id: z.int(), name: z.string().max(20) }), { pk: "id" }) {}
class BoxLabel extends table("box_label", z.object({ boxId: z.int(), labelId: z.int() }), { pk: ["boxId", "labelId"] }) {
  static relations = (r: Relate<typeof BoxLabel>) => ({ box: r.belongsTo(Box, "boxId"), label: r.belongsTo(Label, "labelId") });
}

// biome-ignore lint/suspicious/noExplicitAny: the law walks rows as no type can follow
type Row = any;

/** What the database must hold, kept beside the session by the same steps. */
interface Model {
  readonly boxes: Map<Row, { size: number | null; outer: Row | null; shelf: Row | null; labels: Set<Row> }>;
  readonly shelves: Map<Row, { best: Row | null }>;
  readonly labels: Set<Row>;
  serial: number;
  /** Boxes whose outer one was changed since the last flush: saying it twice, in two ways, would contradict itself. */
  readonly moved: Set<Row>;
}

/** One step: numbers choose among what there is. */
type Step = { readonly form: Form; readonly a: number; readonly b: number; readonly n: number | null };
const forms = [
  "addBox",
  "addShelf",
  "addLabel",
  "resize",
  "putInto",
  "takeInner",
  "dropInner",
  "toShelf",
  "best",
  "label",
  "unlabel",
  "deleteBox",
  "deleteShelf",
  "deleteLabel",
] as const;
type Form = (typeof forms)[number];
const step: fc.Arbitrary<Step> = fc.record({
  form: fc.constantFrom(...forms),
  a: fc.nat(50),
  b: fc.nat(50),
  n: fc.option(fc.integer({ min: 0, max: 9 }), { freq: 4 }),
});

const pick = <T>(from: Iterable<T>, n: number): T | undefined => {
  const all = [...from];
  return all[n % Math.max(1, all.length)];
};

/** Makes a step on the session's rows and on the model alike. */
function apply({ form, a, b, n }: Step, session: Session, model: Model): void {
  const box = pick(model.boxes.keys(), a);
  const other = pick(model.boxes.keys(), b);
  const shelf = pick(model.shelves.keys(), b);
  const label = pick(model.labels, b);
  model.serial += 1;
  const name = `r${model.serial}`;
  switch (form) {
    case "addBox": {
      const made: Row = session.add(Box, {
        name,
        size: n,
        outer: n === null ? null : (other ?? null),
        shelf: shelf ?? null,
        inner: [],
        labels: label ? [label] : [],
      } as Row);
      const outer = n === null ? null : (other ?? null);
      model.moved.add(made);
      model.boxes.set(made, { size: n, outer, shelf: shelf ?? null, labels: new Set(label ? [label] : []) });
      break;
    }
    case "addShelf":
      model.shelves.set(session.add(Shelf, { name, boxes: [], best: null } as Row), { best: null });
      break;
    case "addLabel":
      model.labels.add(session.add(Label, { id: model.serial, name }));
      break;
    default:
      change(form, { box, other, shelf, label, n }, session, model);
  }
}

interface Chosen {
  readonly box: Row | undefined;
  readonly other: Row | undefined;
  readonly shelf: Row | undefined;
  readonly label: Row | undefined;
  readonly n: number | null;
}

type Facts = { size: number | null; outer: Row | null; shelf: Row | null; labels: Set<Row> };
type Change = (chosen: Chosen, facts: Facts, session: Session, model: Model) => void;

/** Steps that change a row there is. */
const changes: { readonly [F in Form]?: Change } = {
  resize: ({ box, n }, facts) => {
    box.size = n;
    facts.size = n;
  },
  putInto: ({ box, other }, facts, _, { moved }) => {
    if (other === box || moved.has(box)) return;
    moved.add(box);
    box.outer = other;
    facts.outer = other;
  },
  takeInner: ({ box, other }, facts, _, { moved }) => {
    if (!other || other === box || moved.has(box) || other.inner.includes(box)) return;
    moved.add(box);
    other.inner.push(box);
    facts.outer = other;
  },
  // Collections are not told when a row leaves them by its own key: taking such a row out of one must change nothing.
  dropInner: ({ box, other }, facts, _, { moved }) => {
    if (!other?.inner.includes(box) || moved.has(box)) return;
    moved.add(box);
    other.inner.splice(other.inner.indexOf(box), 1);
    if (facts.outer === other) facts.outer = null;
  },
  toShelf: ({ box, shelf, n }, facts) => {
    box.shelf = n === null ? null : (shelf ?? null);
    facts.shelf = box.shelf;
  },
  best: ({ box, shelf, n }, _, __, model) => {
    if (!shelf) return;
    shelf.best = n === null ? null : box;
    (model.shelves.get(shelf) as { best: Row }).best = shelf.best;
  },
  label: ({ box, label }, facts) => {
    if (!label || facts.labels.has(label)) return;
    box.labels.push(label);
    facts.labels.add(label);
  },
  unlabel: ({ box, label }, facts) => {
    if (!label || !facts.labels.has(label)) return;
    box.labels.splice(box.labels.indexOf(label), 1);
    facts.labels.delete(label);
  },
  deleteBox: ({ box }, _, session, model) => {
    session.delete(box);
    model.boxes.delete(box);
    for (const one of model.boxes.values()) if (one.outer === box) one.outer = null;
    for (const one of model.shelves.values()) if (one.best === box) one.best = null;
  },
  deleteShelf: ({ shelf }, _, session, model) => {
    if (!shelf) return;
    session.delete(shelf);
    model.shelves.delete(shelf);
    for (const one of model.boxes.values()) if (one.shelf === shelf) one.shelf = null;
  },
  deleteLabel: ({ label }, _, session, model) => {
    if (!label) return;
    session.delete(label);
    model.labels.delete(label);
    for (const one of model.boxes.values()) one.labels.delete(label);
  },
};

function change(form: Form, chosen: Chosen, session: Session, model: Model): void {
  const facts = model.boxes.get(chosen.box);
  if (facts) changes[form]?.(chosen, facts, session, model);
}

function facts(model: Model): unknown {
  const name = (row: Row | null) => row?.name ?? null;
  return {
    boxes: [...model.boxes]
      .map(([row, { size, outer, shelf, labels }]) => [row.name, size, name(outer), name(shelf), [...labels].map(name).sort()])
      .sort(byName),
    shelves: [...model.shelves].map(([row, { best }]) => [row.name, name(best)]).sort(byName),
    labels: [...model.labels].map(name).sort(),
  };
}
const byName = (a: readonly unknown[], b: readonly unknown[]) => (String(a[0]) < String(b[0]) ? -1 : 1);

async function inDatabase(db: Ormdantic): Promise<unknown> {
  const boxes: Row[] = (await db.table(Box).findMany({}, { load: { outer: true, shelf: true, labels: true } })).data;
  const shelves: Row[] = (await db.table(Shelf).findMany({}, { load: { best: true } })).data;
  const labels = (await db.table(Label).findMany()).data;
  const name = (row: Row | null) => row?.name ?? null;
  return {
    boxes: boxes.map((row) => [row.name, row.size, name(row.outer), name(row.shelf), row.labels.map(name).sort()]).sort(byName),
    shelves: shelves.map((row) => [row.name, name(row.best)]).sort(byName),
    labels: labels.map(name).sort(),
  };
}

describe.each(targets)("sessions on $name", (target) => {
  const database = withDatabase(target);
  let db: Ormdantic;
  beforeAll(async () => {
    db = new Ormdantic(database.url, { models: { Box, Shelf, Label, BoxLabel } });
    await db.init();
  });
  beforeEach(empty);
  afterAll(() => db.close());

  async function empty(): Promise<void> {
    await db.table(BoxLabel).deleteWhere({}, { allowAll: true });
    await db.table(Shelf).updateWhere({}, { bestId: null }, { allowAll: true });
    await db.table(Box).updateWhere({}, { outerId: null }, { allowAll: true });
    for (const model of [Box, Shelf, Label] as const) await db.table(model).deleteWhere({}, { allowAll: true });
  }

  test("after a flush the database is what the same steps make of a model in memory, in a number of statements that rows have no part in", {
    timeout: 240_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { minLength: 1, maxLength: 14 }), { minLength: 1, maxLength: 4 }), async (rounds) => {
        await empty();
        const model: Model = { boxes: new Map(), shelves: new Map(), labels: new Set(), serial: 0, moved: new Set() };
        const session = db.session();
        try {
          for (const steps of rounds) {
            for (const one of steps) apply(one, session, model);
            let statements = 0;
            const counter = db.onQuery(() => {
              statements += 1;
            });
            await session.commit();
            db.off("afterExecute", counter);
            expect(await inDatabase(db)).toEqual(facts(model));
            expect(session.hasChanges).toBe(false);
            expect(statements).toBeLessThanOrEqual(32);
          }
        } finally {
          await session.close();
        }
      }),
      { numRuns: target.dialect === "sqlite" ? 200 : 60 },
    );
  });
});
