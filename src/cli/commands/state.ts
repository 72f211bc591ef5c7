import type { Command } from "commander";
import { ConfigurationError } from "../../kernel/errors.ts";
import { type Artifact, sealed, verifyChecksum } from "../../migrate/artifact.ts";
import { readDirectory, readFileOf, writeFileOf } from "../../migrate/directory.ts";
import { headsOf, inOrder } from "../../migrate/graph.ts";
import type { HistoryEntry } from "../../migrate/history.ts";
import type { RepairOptions } from "../../migrate/repair.ts";
import { type ExitCode, examples, runs, splitUrl, withDirectory, withModels, withUrl } from "../command.ts";
import { offlineManager, withDatabase } from "../open.ts";
import { type CommonOptions, directoryOf } from "../settings.ts";
import { describeChange, showChanges, showFindings } from "../show.ts";

export function registerInitHistory(migrations: Command): void {
  const command = withUrl(migrations.command("init [args...]").usage("[url] [options]").description("Make the table of the history."));
  runs<CommonOptions>(command, async ({ options, settings, output }, args) =>
    withDatabase<ExitCode>({ options, settings, output, argument: splitUrl(args).url }, async ({ manager }) => {
      const made = await manager.init();
      output.line(made ? "Initialized Ormdantic migration history." : "The migration history is there already.");
      output.line("History table: ormdantic_migrations");
      output.result({ initialized: made, table: "ormdantic_migrations" });
      return 0;
    }),
  );
}

export function registerStatus(migrations: Command): void {
  const command = withUrl(
    withDirectory(
      migrations
        .command("status [args...]")
        .usage("[url] [options]")
        .description("What has been applied, and with a folder what is pending. Writes nothing. Exits 2 when something is pending."),
    ),
  );
  examples(command, "ormdantic migrations status --url sqlite:///app.sqlite3 --dir migrations --json");
  runs<CommonOptions>(command, async ({ options, settings, output }, args) =>
    withDatabase<ExitCode>({ options, settings, output, argument: splitUrl(args).url }, async ({ manager }) => {
      const { dirty, current, applied, history } = await manager.status();
      const files = options.dir !== undefined || settings.migrations !== undefined ? await readDirectory(directoryOf(options, settings)) : [];
      const pending = pendingOf(inOrder(files.map(({ artifact }) => artifact)), applied);
      output.line(output.paint("bold", "Migration status"));
      output.line(`Dirty: ${dirty ? output.paint("red", "yes") : "no"}`);
      output.line(`Current revision: ${current?.revision ?? "none"}`);
      output.line(`Applied revisions: ${applied.length}`);
      if (files.length > 0) output.line(`Pending revisions: ${pending.length === 0 ? "none" : output.paint("yellow", pending.join(", "))}`);
      for (const entry of history.filter((one) => one.dirty)) output.line(output.paint("red", describeDirty(entry)));
      output.result({ dirty, current: current?.revision ?? null, applied: applied.map(({ revision }) => revision), pending, history });
      return pending.length > 0 ? 2 : 0;
    }),
  );
}

/** What was never applied, and is not part of a squashed one that was; a squashed one is done with all that it replaces. */
function pendingOf(artifacts: readonly Artifact[], applied: readonly HistoryEntry[]): readonly string[] {
  const done = new Set(applied.flatMap(({ revision, progress }) => [revision, ...(progress?.replaces ?? [])]));
  const isDone = ({ revision, replaces = [] }: Artifact): boolean => done.has(revision) || (replaces.length > 0 && replaces.every((one) => done.has(one)));
  return artifacts.filter((artifact) => !isDone(artifact)).map(({ revision }) => revision);
}

function describeDirty({ revision, progress, status }: HistoryEntry): string {
  const error = progress?.error === undefined ? "" : `; ${progress.error}`;
  return `${revision}: ${status}, going ${progress?.direction ?? "up"}, ${progress?.done ?? 0} steps done${error}`;
}

export function registerCurrent(migrations: Command): void {
  const command = withUrl(migrations.command("current [args...]").usage("[url] [options]").description("The revision applied last."));
  runs<CommonOptions>(command, async ({ options, settings, output }, args) =>
    withDatabase<ExitCode>({ options, settings, output, argument: splitUrl(args).url }, async ({ manager }) => {
      const { current } = await manager.status();
      output.line(current?.revision ?? "none");
      output.result({ current: current?.revision ?? null });
      return 0;
    }),
  );
}

export function registerHistory(migrations: Command): void {
  const command = withUrl(migrations.command("history [args...]").usage("[url] [options]").description("All that ran, as a table of tab-separated values."));
  runs<CommonOptions>(command, async ({ options, settings, output }, args) =>
    withDatabase<ExitCode>({ options, settings, output, argument: splitUrl(args).url }, async ({ manager }) => {
      const history = await manager.history();
      output.line(["Revision", "Status", "Dirty", "Checksum", "Applied at"].join("\t"));
      for (const { revision, status, dirty, checksum, appliedAt } of history)
        output.line([revision, status, dirty ? "yes" : "no", checksum, appliedAt].join("\t"));
      output.result({ history });
      return 0;
    }),
  );
}

export function registerRepair(migrations: Command): void {
  const command = withUrl(
    migrations
      .command("repair [args...]")
      .usage("[url] [options]")
      .description("Correct the history after a look at the database, or seal a file that was edited."),
  )
    .option("--revision <name>", "the migration; all that were cut short if not given")
    .option("--status <status>", "what is true: applied, rolled_back or failed")
    .option("--keep-dirty", "what is half done stays marked so")
    .option("--checksum <file>", "seal this edited file again; with --revision the history takes its checksum too");
  examples(
    command,
    "ormdantic migrations repair --revision 0002-score --status rolled_back",
    "ormdantic migrations repair --checksum migrations/0003-backfill.toml",
  );
  runs<CommonOptions & { readonly revision?: string; readonly status?: string; readonly keepDirty?: boolean; readonly checksum?: string }>(
    command,
    async ({ options, settings, output }, args) => {
      const { revision, status, keepDirty, checksum: file } = options;
      const known = ["applied", "rolled_back", "failed"];
      if (status !== undefined && !known.includes(status)) throw new ConfigurationError("CONFIGURATION.BAD_OPTION", `--status is one of ${known.join(", ")}`);
      let checksum: string | undefined;
      if (file !== undefined) {
        const { artifact } = await readFileOf(file);
        const again = sealed(artifact);
        checksum = again.checksum;
        await writeFileOf({ file, artifact: again }, true);
        output.line(`Sealed ${file}: ${checksum}`);
        if (revision === undefined) {
          output.result({ file, checksum });
          return 0;
        }
      }
      return withDatabase<ExitCode>({ options, settings, output, argument: splitUrl(args).url }, async ({ manager }) => {
        const rows = await manager.repair({ revision, status: status as RepairOptions["status"], clearDirty: keepDirty !== true, checksum });
        output.line(`Repaired migration rows: ${rows}`);
        output.result({ repaired: rows, ...(checksum === undefined ? {} : { checksum }) });
        return 0;
      });
    },
  );
}

export function registerCheck(migrations: Command): void {
  const command = withUrl(
    withDirectory(
      migrations
        .command("check [args...]")
        .usage("[url] [folder] [options]")
        .description("Look whether the files of a folder are whole and fit together; with a database, exits 2 when some are pending."),
    ),
  );
  examples(command, "ormdantic migrations check migrations");
  runs<CommonOptions>(command, async ({ options, settings, output }, args) => {
    const { url, rest } = splitUrl(args);
    const folder = directoryOf(options, settings, rest[0]);
    const artifacts = inOrder((await readDirectory(folder)).map(({ artifact }) => artifact));
    for (const artifact of artifacts) verifyChecksum(artifact);
    const heads = headsOf(artifacts);
    if (heads.length > 1)
      output.aside(
        output.paint("yellow", `The folder has ${heads.length} ends (${heads.join(", ")}); bring them together: ormdantic migrations create NAME --merge`),
      );
    const asked = url !== undefined || options.url !== undefined;
    const applied = asked
      ? await withDatabase({ options, settings, output, argument: url }, async ({ manager }) => (await manager.status()).applied)
      : undefined;
    const pending = applied === undefined ? [] : pendingOf(artifacts, applied);
    output.line(`ok (${artifacts.length} files)`);
    if (pending.length > 0) output.line(`pending: ${pending.join(", ")}`);
    output.result({ files: artifacts.length, heads, pending });
    return pending.length > 0 ? 2 : 0;
  });
}

export function registerLint(migrations: Command): void {
  const command = withUrl(
    withDirectory(
      migrations
        .command("lint [files...]")
        .description("Say what is dangerous about migrations. With a database, how many rows are concerned. Exits 1 when there are errors."),
    ),
  ).option("--strict", "warnings count as errors");
  examples(
    command,
    "ormdantic migrations lint migrations/0002-score.toml",
    "ormdantic migrations lint --dir migrations --url postgresql://app@localhost/app --strict",
  );
  runs<CommonOptions & { readonly strict?: boolean }>(command, async ({ options, settings, output }, files) => {
    const folder = directoryOf(options, settings);
    const artifacts = (files.length > 0 ? await Promise.all(files.map(readFileOf)) : await readDirectory(folder)).map(({ artifact }) => artifact);
    const live = options.url !== undefined;
    const findings = live
      ? await withDatabase({ options, settings, output }, ({ manager }) => manager.lint(artifacts, { live: true }))
      : artifacts.length === 0
        ? []
        : await (await offlineManager(artifacts[0]?.dialect ?? "")).manager.lint(artifacts);
    showFindings(findings, output);
    const counted = findings.filter(
      ({ severity, suppressed }) => suppressed === undefined && (severity === "error" || (options.strict && severity === "warning")),
    );
    output.line(findings.length === 0 ? `nothing to say of ${artifacts.length} migrations` : `${findings.length} findings in ${artifacts.length} migrations`);
    output.result({ findings });
    return counted.length > 0 ? 1 : 0;
  });
}

export function registerDiff(migrations: Command): void {
  const command = withModels(
    withUrl(migrations.command("diff").description("What a database lacks of the models, and has beyond them. Exits 2 when they differ.")),
  );
  examples(command, "ormdantic migrations diff --url sqlite:///app.sqlite3 --models models.ts --json");
  runs<CommonOptions>(command, async ({ options, settings, output }) =>
    withDatabase<ExitCode>({ options, settings, output, models: "needed" }, async ({ manager }) => {
      const changes = await manager.diff();
      showChanges(changes, output);
      if (changes.length === 0) output.line("no drift");
      output.result({ drift: changes.length > 0, changes: changes.map((change) => ({ describe: describeChange(change), change })) });
      return changes.length > 0 ? 2 : 0;
    }),
  );
}
