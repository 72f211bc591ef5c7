import { randomUUID } from "node:crypto";
import { readdir, readFile, rename, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { MigrationError } from "../kernel/errors.ts";
import type { Artifact } from "./artifact.ts";
import { type ArtifactForm, formOf, readArtifact, writeArtifact } from "./artifact-text.ts";

/** An artifact and where it lies. */
export interface ArtifactFile {
  readonly file: string;
  readonly artifact: Artifact;
}

export async function readFileOf(file: string): Promise<ArtifactFile> {
  const form = formOf(file);
  if (form === undefined)
    throw new MigrationError("MIGRATION.BAD_ARTIFACT", `${file} is no migration: its name ends neither in .toml nor in .json`, { context: { file } });
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new MigrationError("MIGRATION.NO_FILE", `there is no migration ${file}`, { cause, context: { file } });
  });
  return { file, artifact: readArtifact(text, form, file) };
}

/** All migrations of a folder, by file name. A folder that is not there has none. */
export async function readDirectory(folder: string): Promise<readonly ArtifactFile[]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw cause;
  });
  const files = names.filter((name) => formOf(name) !== undefined && !name.startsWith(".")).sort();
  return Promise.all(files.map((name) => readFileOf(join(folder, name))));
}

/** The file name of a revision. Throws MigrationError for a revision that cannot be one. */
export function fileNameOf(revision: string, form: ArtifactForm): string {
  if (/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,120}$/u.test(revision)) return `${revision}.${form}`;
  throw new MigrationError("MIGRATION.BAD_REVISION", `"${revision}" cannot be a revision: letters, digits, points, dashes and underscores, at most 121`);
}

/** Whole or not at all: a reader never sees half a file. Throws MigrationError MIGRATION.FILE_EXISTS unless it may be overwritten. */
export async function writeFileOf({ file, artifact }: ArtifactFile, overwrite: boolean): Promise<void> {
  const form = formOf(file);
  if (form === undefined)
    throw new MigrationError("MIGRATION.BAD_ARTIFACT", `${file} is no migration: its name ends neither in .toml nor in .json`, { context: { file } });
  const text = writeArtifact(artifact, form);
  if (!overwrite) {
    await writeFile(file, text, { flag: "wx" }).catch((cause: unknown) => {
      if ((cause as NodeJS.ErrnoException).code !== "EEXIST") throw cause;
      throw new MigrationError("MIGRATION.FILE_EXISTS", `${file} is there already; choose another revision, or allow it to be overwritten (--overwrite)`, {
        cause,
        context: { file },
      });
    });
    return;
  }
  const fresh = join(dirname(file), `.${basename(file)}.${randomUUID()}.tmp`);
  await writeFile(fresh, text);
  await rename(fresh, file);
}
