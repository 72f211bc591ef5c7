import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Artifact, checksumOf, sealed, verifyChecksum } from "./artifact.ts";
import { readArtifact, writeArtifact } from "./artifact-text.ts";

const content: Omit<Artifact, "checksum"> = {
  version: 1,
  revision: "0001",
  description: "First",
  createdAt: "2026-01-02T03:04:05.678Z",
  dialect: "sqlite",
  dependsOn: [],
  labels: ["a"],
  warnings: ["x: y"],
  up: [{ describe: "create table t", statements: ['create table "t" (\n  "id" INTEGER\n)', "insert into t values ('it''s')", "select 'x'"], risk: "none" }],
  down: [],
  from: { tables: [] },
  to: { tables: [{ name: "t", columns: [], primaryKey: { columns: [] }, uniques: [], checks: [], foreignKeys: [], indexes: [] }] },
};

describe("an artifact", () => {
  it("has one checksum in every form, and comes back as it was written", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" })), fc.string({ unit: "grapheme" }), (statements, description) => {
        const artifact = sealed({ ...content, description, up: [{ describe: description, statements, risk: "locks" }] });
        for (const form of ["toml", "json"] as const) {
          const back = readArtifact(writeArtifact(artifact, form), form, "file");
          expect(back).toEqual(artifact);
          verifyChecksum(back);
        }
      }),
    );
  });

  it("keeps SQL of several lines readable in TOML", () => {
    const text = writeArtifact(sealed(content), "toml");
    expect(text).toContain(`statements = [\n  '''\ncreate table "t" (\n  "id" INTEGER\n)''',\n  '''insert into t values ('it''s')''',\n  "select 'x'",\n]`);
  });

  it("is refused when it was changed, when its checksum is gone, and when it is none", () => {
    const artifact = sealed(content);
    expect(() => verifyChecksum({ ...artifact, description: "other" })).toThrow(expect.objectContaining({ code: "MIGRATION.TAMPERED" }));
    expect(() => verifyChecksum({ ...artifact, checksum: "" })).toThrow(expect.objectContaining({ code: "MIGRATION.NO_CHECKSUM" }));
    expect(() => readArtifact("x = ", "toml", "f.toml")).toThrow(expect.objectContaining({ code: "MIGRATION.BAD_ARTIFACT" }));
    expect(() => readArtifact('{"version": 99}', "json", "f.json")).toThrow(/newer version/);
    expect(() => readArtifact('{"version": 1}', "json", "f.json")).toThrow(/revision/);
  });

  it("has a checksum that does not hang on the order of keys", () => {
    expect(checksumOf(Object.fromEntries(Object.entries(content).reverse()) as unknown as typeof content)).toBe(checksumOf(content));
  });
});
