import { MigrationError, OrmdanticError } from "../kernel/errors.ts";
import { type Artifact, verifyChecksum } from "./artifact.ts";
import { checkForeignKeys, unchecked } from "./foreign-keys.ts";
import { History, type HistoryEntry, type Progress } from "./history.ts";
import { guard } from "./risk.ts";
import { runMarked, runTogether, type StepsHost } from "./run-steps.ts";
import type { MigrationSession } from "./session.ts";
import type { Step } from "./step.ts";

export interface RunOptions extends Pick<StepsHost, "load" | "onStep"> {
  /** Steps that lose something may run. */
  readonly allowDestructive?: boolean | undefined;
  /** Goes on with a migration that was cut short. */
  readonly resume?: boolean | undefined;
  /** Where modules of data steps lie; the working directory if not given. */
  readonly folder?: string | undefined;
  /** Asked before anything runs, with the history at hand: throws what speaks against it. */
  readonly before?: ((session: MigrationSession) => Promise<void>) | undefined;
}

export type RunOutcome = "applied" | "rolledBack" | "skipped";

/**
 * Runs one migration on a session that holds the lock. The history is read under the lock, so that what another process did meanwhile is seen.
 * Throws MigrationError for a dirty history, a changed file, missing dependencies and steps that lose data; and whatever a statement throws.
 */
export async function applyMigration(artifact: Artifact, session: MigrationSession, options: RunOptions): Promise<RunOutcome> {
  verifyChecksum(artifact);
  checkDialect(artifact, session);
  return run(artifact, "up", session, options);
}

/** Undoes one migration. Throws MigrationError for one that others need, and as `applyMigration`. */
export async function rollbackMigration(artifact: Artifact, session: MigrationSession, options: RunOptions): Promise<RunOutcome> {
  verifyChecksum(artifact);
  checkDialect(artifact, session);
  if (artifact.down.length === 0 && artifact.up.length > 0) {
    throw new MigrationError("MIGRATION.NO_WAY_BACK", `migration ${artifact.revision} has no way back; write its down steps, or make a new migration`, {
      context: { revision: artifact.revision },
    });
  }
  return run(artifact, "down", session, options);
}

async function run(artifact: Artifact, direction: "up" | "down", session: MigrationSession, options: RunOptions): Promise<RunOutcome> {
  const steps = direction === "up" ? artifact.up : artifact.down;
  const host: StepsHost = {
    session,
    revision: artifact.revision,
    direction,
    folder: options.folder ?? process.cwd(),
    load: options.load,
    ...(options.onStep && { onStep: options.onStep }),
  };
  const { dialect, migrations } = session.schema;
  const whole = dialect.capabilities.transactionalDdl && steps.length <= migrations.stepsPerTransaction && steps.every(({ outside }) => outside !== true);
  const needsUnchecked = steps.some((step) => step.unchecked);
  return unchecked(session, needsUnchecked, () =>
    whole ? runWhole(artifact, steps, host, options, needsUnchecked) : runInParts(artifact, steps, host, options),
  );
}

/** In one transaction with its row of the history: after a failure nothing has happened. */
async function runWhole(artifact: Artifact, steps: readonly Step[], host: StepsHost, options: RunOptions, needsUnchecked: boolean): Promise<RunOutcome> {
  const { session, direction } = host;
  const history = new History(session);
  const started = Date.now();
  await history.ensure();
  try {
    return await session.transaction(async () => {
      if ((await begin(artifact, steps, history, direction, session, options)) === undefined) return "skipped";
      await checkForeignKeys(session, needsUnchecked, () => runTogether(steps, host));
      await history.put(entryOf(artifact, direction === "up" ? "applied" : "rolled_back", started, false));
      return direction === "up" ? "applied" : "rolledBack";
    });
  } catch (error) {
    if (direction === "up" && !isRefusal(error)) await note(history, entryOf(artifact, "failed", started, false, progressOf(direction, error)));
    throw error;
  }
}

async function runInParts(artifact: Artifact, steps: readonly Step[], host: StepsHost, options: RunOptions): Promise<RunOutcome> {
  const { session, direction } = host;
  const history = new History(session);
  await history.ensure();
  const from = await begin(artifact, steps, history, direction, session, options);
  if (from === undefined) return "skipped";
  const started = Date.now();
  let progress: Progress = { ...from.progress, error: undefined };
  await history.put(entryOf(artifact, "running", started, true, progress));
  try {
    await runMarked(steps, host, progress, from.resumed, async (reached) => {
      await history.mark(artifact.revision, reached);
      progress = reached;
    });
  } catch (error) {
    // nothing but a question was asked: there is nothing to clean up
    if (progress.done === 0 && progress.statement === 0 && !from.resumed && isRefusal(error)) {
      await history.remove(artifact.revision);
      if (from.entry !== undefined) await history.put(from.entry);
    } else
      await note(
        history,
        entryOf(artifact, "failed", started, true, { ...progress, ...progressOf(direction, error), done: progress.done, statement: progress.statement }),
      );
    throw error;
  }
  await history.put(entryOf(artifact, direction === "up" ? "applied" : "rolled_back", started, false));
  return direction === "up" ? "applied" : "rolledBack";
}

/** Where to begin; undefined when there is nothing to do. */
async function begin(
  artifact: Artifact,
  steps: readonly Step[],
  history: History,
  direction: "up" | "down",
  session: MigrationSession,
  options: RunOptions,
): Promise<{ readonly progress: Progress; readonly resumed: boolean; readonly entry: HistoryEntry | undefined } | undefined> {
  const { revision, checksum } = artifact;
  const entries = await history.entries();
  const entry = entries.find((one) => one.revision === revision);
  const dirty = entries.find((one) => one.dirty);
  if (dirty !== undefined) {
    const ours = dirty.revision === revision && dirty.progress?.direction === direction && dirty.checksum === checksum;
    if (!ours || !options.resume) throw dirtyError(dirty);
    return { progress: dirty.progress as Progress, resumed: true, entry };
  }
  const isApplied = entry?.status === "applied";
  if (isApplied && entry.checksum !== checksum) {
    const message = `migration ${revision} was applied with another content (${entry.checksum}, now ${checksum}); make a new migration for what has changed, or accept it with repair`;
    throw new MigrationError("MIGRATION.CHECKSUM_MISMATCH", message, { context: { revision, applied: entry.checksum, given: checksum } });
  }
  if (isApplied === (direction === "up")) return undefined;
  if (direction === "up") checkDependencies(artifact, entries);
  guard(revision, steps, options.allowDestructive ?? false);
  await options.before?.(session);
  return { progress: { direction, done: 0, statement: 0 }, resumed: false, entry };
}

function checkDependencies({ revision, dependsOn }: Artifact, entries: readonly HistoryEntry[]): void {
  const applied = new Set(entries.filter(({ status }) => status === "applied").flatMap((entry) => [entry.revision, ...(entry.progress?.replaces ?? [])]));
  const missing = dependsOn.filter((one) => !applied.has(one));
  if (missing.length === 0) return;
  throw new MigrationError(
    "MIGRATION.MISSING_DEPENDENCIES",
    `migration ${revision} needs ${missing.join(", ")} first; apply it, or the whole directory with apply-dir`,
    {
      context: { revision, missing },
    },
  );
}

/** An artifact holds the SQL of one database. */
function checkDialect({ revision, dialect }: Artifact, { schema }: MigrationSession): void {
  if (dialect === schema.dialect.name) return;
  throw new MigrationError("MIGRATION.WRONG_DIALECT", `migration ${revision} was made for ${dialect}, and this is ${schema.dialect.name}; make one for it`, {
    context: { revision, dialect },
  });
}

function dirtyError({ revision, progress }: HistoryEntry): MigrationError {
  const where = progress === undefined ? "" : ` (going ${progress.direction}, ${progress.done} steps done)`;
  const message = `migration ${revision} was cut short${where}: nothing else runs until it is resumed (--resume) or, after a look at the database, repaired (ormdantic migrations repair)`;
  return new MigrationError("MIGRATION.DIRTY", message, { context: { revision, ...(progress && { done: progress.done, direction: progress.direction }) } });
}

/** Our own no, said before any statement changed something. */
function isRefusal(error: unknown): boolean {
  return error instanceof MigrationError;
}

function entryOf(artifact: Artifact, status: HistoryEntry["status"], started: number, dirty: boolean, progress?: Progress): HistoryEntry {
  const { revision, description, checksum, replaces } = artifact;
  const kept = progress ?? (replaces === undefined ? undefined : { direction: "up", done: 0, statement: 0, replaces });
  return { revision, description, checksum, appliedAt: new Date(started).toISOString(), executionTimeMs: Date.now() - started, status, dirty, progress: kept };
}

function progressOf(direction: "up" | "down", error: unknown): Progress {
  return {
    direction,
    done: 0,
    statement: 0,
    error: error instanceof OrmdanticError ? `${error.code}: ${error.message}`.slice(0, 1000) : "an error of the application",
  };
}

/** The error to hear of is the one that ended the run, not that it cannot be noted. */
async function note(history: History, entry: HistoryEntry): Promise<void> {
  try {
    await history.ensure();
    await history.put(entry);
  } catch {
    // the connection may be gone; what is in the history then says that the migration was running
  }
}
