import { readFile } from "node:fs/promises";
import { MigrationError } from "../../kernel/errors.ts";
import { formOf } from "../../migrate/artifact-text.ts";
import { readFileOf } from "../../migrate/directory.ts";
import type { Snapshot } from "../../schema/snapshot.ts";

/** A shape from a file: as `snapshot` writes it, or the one a migration leaves behind. Throws MigrationError for anything else. */
export async function readSnapshot(file: string): Promise<Snapshot> {
  if (formOf(file) === "toml") return (await readFileOf(file)).artifact.to;
  const bad = (cause?: unknown): MigrationError =>
    new MigrationError("MIGRATION.BAD_SNAPSHOT", `${file} holds no shape of a database; write one with \`ormdantic migrations snapshot\``, { cause });
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new MigrationError("MIGRATION.NO_FILE", `there is no file ${file}`, { cause });
  });
  let value: { readonly tables?: unknown; readonly to?: unknown };
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw bad(cause);
  }
  const shape = (Array.isArray(value.tables) ? value : value.to) as Snapshot | undefined;
  if (!Array.isArray(shape?.tables)) throw bad();
  return shape;
}
