import fc from "fast-check";
import { expect, test } from "vitest";
import { sqlite } from "../../src/dialects/sqlite/dialect.ts";
import { tableKey } from "../../src/model/definition.ts";
import { describe as describeModels } from "../../src/model/describe.ts";
import { bindCatalog } from "../../src/query/bound-table.ts";
import { generatedRowCode, interpretedRowCode } from "../../src/session/row-code.ts";
import { Author, Novel, NovelTheme, Profile, Theme } from "../conformance/session-models.ts";

const catalog = describeModels([Author, Novel, NovelTheme, Profile, Theme]);
const author = bindCatalog(catalog, sqlite)(tableKey(undefined, "author"));
const generated = generatedRowCode(author);
const interpreted = interpretedRowCode(author);

const moment = fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true });
const prefs = fc.record({ theme: fc.string(), tags: fc.array(fc.string(), { maxLength: 2 }) });
const value = <T>(of: fc.Arbitrary<T>) => fc.oneof(of, fc.constantFrom(null, undefined));
const row = fc.record(
  {
    id: value(fc.nat()),
    name: value(fc.string()),
    bornAt: value(moment),
    prefs: value(prefs),
    photo: value(fc.uint8Array({ maxLength: 3 })),
    fee: value(fc.nat()),
    rating: value(fc.nat(5)),
    worth: value(fc.constantFrom("1.5", "1.50", "2")),
    novels: fc.constant([]),
  },
  { requiredKeys: [] },
);

test("rows are read and filled in the same way with generated code and without it", () => {
  fc.assert(
    fc.property(row, row, (one, other) => {
      expect(generated.imprints(one)).toEqual(interpreted.imprints(one));
      expect(generated.newValues(one)).toEqual(interpreted.newValues(one));
      expect(generated.mayHoldRelations(one)).toBe(interpreted.mayHoldRelations(one));
      const [a, b] = [structuredClone(one), structuredClone(one)];
      const [journalA, journalB]: [unknown[], unknown[]] = [[], []];
      expect(generated.give(a, other, journalA)).toBe(interpreted.give(b, other, journalB));
      expect(a).toStrictEqual(b);
      // The rows themselves are other objects.
      expect(journalA.filter((_, i) => i % 3 > 0)).toEqual(journalB.filter((_, i) => i % 3 > 0));
    }),
  );
});

test("the first property that a table does not know is found with generated code and without it", () => {
  for (const code of [generated, interpreted]) {
    expect(code.unknownProperty({ name: "Ann", novels: [], nmae: 1, other: 2 })).toBe("nmae");
    expect(code.unknownProperty(Object.create({ inherited: 1 }, { name: { value: "Ann", enumerable: true } }))).toBeUndefined();
  }
});
