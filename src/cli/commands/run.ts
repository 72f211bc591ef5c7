import { join } from "node:path";
import type { Command } from "commander";
import { MigrationError } from "../../kernel/errors.ts";
import type { Artifact } from "../../migrate/artifact.ts";
import { readDirectory, readFileOf } from "../../migrate/directory.ts";
import { inOrder } from "../../migrate/graph.ts";
import type { ApplyOptions } from "../../migrate/manager.ts";
import type { Step } from "../../migrate/step.ts";
import { type ExitCode, examples, runs, splitUrl, withDirectory, withUrl } from "../command.ts";
import { withDatabase } from "../open.ts";
import type { Output } from "../output.ts";
import { ask, canAsk } from "../prompts.ts";
import { type CommonOptions, directoryOf, loadModule } from "../settings.ts";

interface RunOptions extends CommonOptions {
  readonly allowDestructive?: boolean;
  readonly resume?: boolean;
  readonly verify?: boolean;
  readonly lockPatience?: string;
  readonly revision?: string;
}

function withRun(command: Command): Command {
  return withUrl(command)
    .option("--allow-destructive", "steps that lose data may run")
    .option("--resume", "go on with a migration that was cut short")
    .option("--no-verify", "do not look whether the tables are as the migration expects them")
    .option("--lock-patience <ms>", "milliseconds to wait for another process that migrates (60000)");
}

function runOptions(options: RunOptions, output: Output): ApplyOptions {
  return {
    allowDestructive: options.allowDestructive === true,
    resume: options.resume === true,
    verify: options.verify !== false,
    ...(options.lockPatience === undefined ? {} : { lockPatience: Number(options.lockPatience) }),
    load: loadModule,
    onStep: (done: number, total: number, { describe }: Step) => output.aside(output.paint("dim", `  [${done + 1}/${total}] ${describe}`)),
  };
}

/** Runs `work`; what it refuses because something would be lost is asked for, where somebody can answer. */
async function consented<T>(output: Output, options: ApplyOptions, work: (options: ApplyOptions) => Promise<T>): Promise<T> {
  try {
    return await work(options);
  } catch (error) {
    if (!(error instanceof MigrationError) || error.code !== "MIGRATION.DESTRUCTIVE" || !canAsk(output.json)) throw error;
    output.aside(error.message);
    if (!(await ask("Run it anyway?"))) throw error;
    return work({ ...options, allowDestructive: true });
  }
}

export function registerApply(migrations: Command): void {
  const command = withRun(migrations.command("apply <args...>").usage("[url] <file> [options]").description("Apply one migration."));
  examples(
    command,
    "ormdantic migrations apply --url sqlite:///app.sqlite3 migrations/0001-start.toml",
    "ormdantic migrations apply migrations/0002.toml --resume",
  );
  runs<RunOptions>(command, async ({ options, settings, output }, args) => {
    const { url, rest } = splitUrl(args);
    const { artifact } = await readFileOf(rest[0] ?? "");
    return withDatabase<ExitCode>({ options, settings, output, argument: url }, async ({ manager }) => {
      const outcome = await consented(output, runOptions(options, output), (one) => manager.applyFile(rest[0] ?? "", one));
      output.line(outcome === "skipped" ? `Skipped migration: ${artifact.revision} is already applied.` : `Applied migration: ${artifact.revision}`);
      output.result({ revision: artifact.revision, outcome });
      return 0;
    });
  });
}

export function registerApplyDirectory(migrations: Command): void {
  const command = withRun(
    withDirectory(
      migrations
        .command("apply-dir [args...]")
        .usage("[url] [folder] [options]")
        .description("Apply what is pending in a folder, each after those it depends on."),
    ),
  );
  examples(command, "ormdantic migrations apply-dir migrations --url postgresql://app@localhost/app");
  runs<RunOptions>(command, async ({ options, settings, output }, args) => {
    const { url, rest } = splitUrl(args);
    const folder = directoryOf(options, settings, rest[0]);
    return withDatabase<ExitCode>({ options, settings, output, argument: url }, async ({ manager }) => {
      const applied: string[] = [];
      const onApplied = (revision: string, outcome: string): void => {
        if (outcome !== "applied") return;
        applied.push(revision);
        output.aside(output.paint("green", `  applied ${revision}`));
      };
      await consented(output, runOptions(options, output), (one) => manager.applyDirectory(folder, { ...one, onApplied }));
      output.line(applied.length === 0 ? `No pending migrations in ${folder}.` : `Applied ${applied.length} migrations from ${folder}.`);
      for (const revision of applied) output.line(`- ${revision}`);
      output.result({ applied });
      return 0;
    });
  });
}

export function registerRollback(migrations: Command): void {
  const command = withRun(
    withDirectory(
      migrations
        .command("rollback [args...]")
        .usage("[url] [file] [options]")
        .description("Undo a migration: a file, a revision of the folder, or the one applied last."),
    ),
  ).option("--revision <name>", "the revision, whole");
  examples(
    command,
    "ormdantic migrations rollback --dir migrations",
    "ormdantic migrations rollback --revision 0002-score --dir migrations --allow-destructive",
  );
  runs<RunOptions>(command, async ({ options, settings, output }, args) => {
    const { url, rest } = splitUrl(args);
    return withDatabase<ExitCode>({ options, settings, output, argument: url }, async ({ manager }) => {
      const folder = directoryOf(options, settings);
      const wanted = options.revision ?? (rest[0] === undefined ? (await manager.status()).current?.revision : undefined);
      if (wanted === undefined && rest[0] === undefined)
        throw new MigrationError("MIGRATION.NOTHING_APPLIED", "there is nothing to roll back: no migration is applied");
      const file = rest[0] ?? (await fileOfRevision(wanted as string, folder));
      const { artifact } = await readFileOf(file);
      const outcome = await consented(output, runOptions(options, output), (one) => manager.rollbackFile(file, one));
      output.line(outcome === "skipped" ? `Skipped rollback: ${artifact.revision} is not applied.` : `Rolled back migration: ${artifact.revision}`);
      output.result({ revision: artifact.revision, outcome });
      return 0;
    });
  });
}

async function fileOfRevision(revision: string, folder: string): Promise<string> {
  const found = (await readDirectory(folder)).find(({ artifact }) => artifact.revision === revision);
  if (found) return found.file;
  throw new MigrationError("MIGRATION.NO_FILE", `there is no migration ${revision} in ${join(folder)}; give its file, or --dir`, { context: { revision } });
}

export function registerBaseline(migrations: Command): void {
  const command = withUrl(
    withDirectory(
      migrations
        .command("baseline [args...]")
        .usage("[url] [files...] [options]")
        .description("Note migrations as applied without running them: all of the folder, or the files given."),
    ),
  );
  examples(command, "ormdantic migrations baseline migrations/0001-start.toml --url postgresql://app@localhost/app");
  runs<CommonOptions>(command, async ({ options, settings, output }, args) => {
    const { url, rest } = splitUrl(args);
    const files = rest.length > 0 ? await Promise.all(rest.map(readFileOf)) : await readDirectory(directoryOf(options, settings));
    const artifacts: readonly Artifact[] = inOrderOf(
      files.map(({ artifact }) => artifact),
      rest.length > 0,
    );
    return withDatabase<ExitCode>({ options, settings, output, argument: url }, async ({ manager }) => {
      const noted = await manager.baseline(artifacts);
      output.line(noted.length === 0 ? "Nothing to note: all of them are applied." : `Noted as applied: ${noted.join(", ")}`);
      output.result({ baseline: noted });
      return 0;
    });
  });
}

/** Single files may depend on some that are not given. */
function inOrderOf(artifacts: readonly Artifact[], single: boolean): readonly Artifact[] {
  const own = new Set(artifacts.map(({ revision }) => revision));
  if (!single) return inOrder(artifacts);
  const order = inOrder(artifacts.map((artifact) => ({ ...artifact, dependsOn: artifact.dependsOn.filter((one) => own.has(one)) })));
  return order.map(({ revision }) => artifacts.find((artifact) => artifact.revision === revision) as Artifact);
}
