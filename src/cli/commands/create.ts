import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Command } from "commander";
import { MigrationError } from "../../kernel/errors.ts";
import type { Artifact } from "../../migrate/artifact.ts";
import type { ArtifactForm } from "../../migrate/artifact-text.ts";
import { fileNameOf, readDirectory, readFileOf, writeFileOf } from "../../migrate/directory.ts";
import { ancestorsOf, headsOf, inOrder } from "../../migrate/graph.ts";
import type { CreateOptions } from "../../migrate/manager.ts";
import { describe } from "../../model/describe.ts";
import { parseRename } from "../../schema/rename.ts";
import type { Snapshot } from "../../schema/snapshot.ts";
import { type ExitCode, examples, many, runs, withDirectory, withModels, withUrl } from "../command.ts";
import { offlineManager, withDatabase } from "../open.ts";
import type { Output } from "../output.ts";
import { ask, askRenames, canAsk, renameCandidates } from "../prompts.ts";
import { type CommonOptions, directoryOf, loadModels, type Settings } from "../settings.ts";
import { showSteps } from "../show.ts";
import { readSnapshot } from "./snapshot-file.ts";

interface NewOptions extends CommonOptions {
  readonly message?: string;
  readonly dependsOn?: readonly string[];
  readonly label?: readonly string[];
  readonly out?: string;
  readonly format?: ArtifactForm;
  readonly overwrite?: boolean;
  readonly rename?: readonly string[];
  readonly safe?: boolean;
}
interface CreateFileOptions extends NewOptions {
  readonly from?: string;
  readonly to?: string;
  readonly dialect?: string;
  readonly empty?: boolean;
  readonly merge?: boolean;
}
interface GenerateOptions extends NewOptions {
  readonly includeTable?: readonly string[];
  readonly excludeTable?: readonly string[];
  readonly schema?: readonly string[];
}

function withNew(command: Command): Command {
  return withDirectory(command)
    .option("-m, --message <text>", "what it is for")
    .option("--depends-on <revision>", "applied before it; the ends of the folder if not given", many)
    .option("--label <name>", "a name for the branch", many)
    .option("-o, --out <file>", "where to write it; REVISION.toml in the folder if not given")
    .option("-f, --format <form>", "toml or json")
    .option("--rename <old=new>", "table=new or table.column=new; never guessed", many)
    .option("--safe", "ways that hold up nobody, where the database has them")
    .option("--overwrite", "write over a file that is there");
}

export function registerCreate(migrations: Command): void {
  const create = withModels(
    withNew(migrations.command("create <revision>").description("Write a migration without a database: between two shapes, to the models, empty, or a merge.")),
  )
    .option("--from <file>", "the shape before, as `snapshot` writes it; of the last migration if not given")
    .option("--to <file>", "the shape after; of the models if not given")
    .option("--dialect <name>", "the database it is for; of the folder's migrations if not given")
    .option("--empty", "nothing in it: steps are written by hand")
    .option("--merge", "brings the ends of the folder together");
  examples(
    create,
    "ormdantic migrations create 0002-rating --models models.ts --dir migrations",
    "ormdantic migrations create 0003-backfill --empty -m 'Split names'",
    "ormdantic migrations create 0007-merge --merge",
  );
  runs<CreateFileOptions>(create, async ({ options, settings, output }, [revision = ""]) => {
    const folder = directoryOf(options, settings);
    const known = await othersIn(folder, revision);
    const dialect = options.dialect ?? known[0]?.dialect;
    if (dialect === undefined) throw new MigrationError("MIGRATION.NO_DIALECT", "no database was named: use --dialect");
    const wanted = options.to === undefined && !options.empty && !options.merge ? describe(await loadModels(options, settings)) : undefined;
    const { manager } = await offlineManager(dialect, wanted);
    const from: Snapshot = options.from === undefined ? (known.at(-1)?.to ?? { tables: [] }) : await readSnapshot(options.from);
    const details = detailsOf(options, known, from);
    const artifact =
      options.empty || options.merge
        ? await manager.createEmpty(revision, from, details)
        : await manager.create(revision, from, options.to === undefined ? await manager.snapshot() : await readSnapshot(options.to), details);
    return written(artifact, options, settings, output);
  });
}

export function registerAutogenerate(migrations: Command): void {
  const command = withModels(
    withUrl(withNew(migrations.command("autogenerate <revision>").description("Write the migration that brings a database to the models."))),
  )
    .option("--include-table <name>", "only these tables", many)
    .option("--exclude-table <name>", "not these tables", many)
    .option("--schema <name>", "these schemas beside the current one", many);
  examples(
    command,
    "ormdantic migrations autogenerate 0001-start --url sqlite:///app.sqlite3 --models models.ts --dir migrations",
    "ormdantic migrations autogenerate 0002-score --rename flavor.rating=score --safe",
  );
  runs<GenerateOptions>(command, async ({ options, settings, output }, [revision = ""]) => {
    const known = await othersIn(directoryOf(options, settings), revision);
    return withDatabase<ExitCode>({ options, settings, output, models: "needed" }, async ({ manager }) => {
      const { includeTable: include, excludeTable: exclude, schema } = options;
      const scope = include || exclude || schema ? { include, exclude, ...(schema && { schemas: schema, current: true }) } : undefined;
      const live = await manager.liveSnapshot(scope);
      const details = detailsOf(options, known, live);
      const candidates = renameCandidates(await manager.diff(undefined, undefined, details.renames));
      if (candidates.length > 0 && !canAsk(output.json)) {
        const first = candidates[0] as (typeof candidates)[number]; // there is one
        output.aside(
          output.paint("yellow", `If ${first.table}.${first.from} only has a new name, say so: --rename ${first.table}.${first.from}=${first.to[0]}`),
        );
      }
      const renames = [...(details.renames ?? []), ...(canAsk(output.json) ? await askRenames(candidates) : [])];
      const artifact = await manager.autogenerate(revision, { ...details, renames, ...(scope && { scope }) });
      if (artifact !== undefined) return written(artifact, options, settings, output);
      output.line("no-op");
      output.result({ revision, file: null });
      return 0;
    });
  });
}

/** The migrations of the folder without the one that is written and those that come after it. */
async function othersIn(folder: string, revision: string): Promise<readonly Artifact[]> {
  const all = inOrder((await readDirectory(folder)).map(({ artifact }) => artifact));
  return all.filter((artifact) => !ancestorsOf(artifact.revision, all).has(revision));
}

function detailsOf(options: NewOptions, known: readonly Artifact[], from: Snapshot): CreateOptions {
  return {
    ...(options.message === undefined ? {} : { description: options.message }),
    dependsOn: options.dependsOn ?? headsOf(known),
    labels: options.label ?? [],
    renames: (options.rename ?? []).map((text) => parseRename(text, from)),
    ...(options.safe && { safe: true }),
  };
}

export async function written(artifact: Artifact, options: NewOptions, settings: Settings, output: Output): Promise<0> {
  const file = options.out ?? join(directoryOf(options, settings), fileNameOf(artifact.revision, options.format ?? settings.format ?? "toml"));
  await mkdir(dirname(file), { recursive: true });
  try {
    await writeFileOf({ file, artifact }, options.overwrite === true);
  } catch (error) {
    const exists = error instanceof MigrationError && error.code === "MIGRATION.FILE_EXISTS";
    if (!exists || !canAsk(output.json) || !(await ask(`${file} is there already. Overwrite it?`))) throw error;
    await writeFileOf({ file, artifact }, true);
  }
  output.line(file);
  output.result({
    revision: artifact.revision,
    file,
    checksum: artifact.checksum,
    warnings: artifact.warnings,
    steps: artifact.up.map(({ describe, risk }) => ({ describe, risk })),
  });
  for (const warning of artifact.warnings) output.aside(output.paint("yellow", `warning: ${warning}`));
  return 0;
}

export function registerPreview(migrations: Command): void {
  const preview = migrations.command("preview <file>").description("Show the SQL of a migration without running it.").option("--rollback", "the way back");
  examples(preview, "ormdantic migrations preview migrations/0002-score.toml --rollback");
  runs<CommonOptions & { readonly rollback?: boolean }>(preview, async ({ options, output }, [file = ""]) => {
    const { artifact } = await readFileOf(file);
    const steps = options.rollback ? artifact.down : artifact.up;
    showSteps(artifact, steps, output);
    output.result({ revision: artifact.revision, dialect: artifact.dialect, warnings: artifact.warnings, steps });
    return 0;
  });
}

export function registerSquash(migrations: Command): void {
  const command = withNew(
    migrations.command("squash <revision> <files...>").description("Make one migration of an unbroken line of them, hand-written steps included."),
  );
  examples(command, "ormdantic migrations squash 0100-all migrations/0001-start.toml migrations/0002-score.toml");
  runs<NewOptions>(command, async ({ options, settings, output }, [revision = "", ...files]) => {
    const artifacts = await Promise.all(files.map(async (file) => (await readFileOf(file)).artifact));
    const { manager } = await offlineManager(artifacts[0]?.dialect ?? "");
    const artifact = await manager.squash(revision, artifacts, options.message === undefined ? {} : { description: options.message });
    return written(artifact, options, settings, output);
  });
}

export function registerSnapshot(migrations: Command): void {
  const command = withModels(
    withUrl(migrations.command("snapshot").description("Write a shape to a file: of the models for a database, or with --live of a database.")),
  )
    .option("-o, --out <file>", "where to write it; stdout if not given")
    .option("--dialect <name>", "the database the models are meant for; that of the URL if not given")
    .option("--live", "of the database instead of the models");
  examples(command, "ormdantic migrations snapshot --models models.ts --dialect postgresql --out shape.json");
  runs<CommonOptions & { readonly out?: string; readonly dialect?: string; readonly live?: boolean }>(command, async ({ options, settings, output }) => {
    const shape =
      options.dialect !== undefined && !options.live
        ? await (await offlineManager(options.dialect, describe(await loadModels(options, settings)))).manager.snapshot()
        : await withDatabase({ options, settings, output, models: options.live ? "none" : "needed" }, ({ manager }) =>
            options.live ? manager.liveSnapshot() : manager.snapshot(),
          );
    const text = `${JSON.stringify(shape, undefined, 2)}\n`;
    if (options.out === undefined) process.stdout.write(text);
    else {
      await writeFile(options.out, text);
      output.line(options.out);
      output.result({ file: options.out, tables: shape.tables.length });
    }
    return 0;
  });
}
