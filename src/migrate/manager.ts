import { dirname } from "node:path";
import type { EventHub } from "../engine/events.ts";
import type { HeldConnection } from "../engine/held.ts";
import { MigrationError } from "../kernel/errors.ts";
import type { Catalog } from "../model/definition.ts";
import type { Change } from "../schema/changes/units.ts";
import type { SchemaDialect } from "../schema/dialect.ts";
import { snapshotOf } from "../schema/from-models.ts";
import { changesBetween } from "../schema/plan.ts";
import { type ReflectOptions, reflect } from "../schema/reflect.ts";
import { type Rename, renamesFor } from "../schema/rename.ts";
import { settled as settle } from "../schema/settle.ts";
import type { Snapshot } from "../schema/snapshot.ts";
import { type Artifact, artifactVersion, sealed, verifyChecksum } from "./artifact.ts";
import { fileNameOf, readDirectory, readFileOf } from "./directory.ts";
import { verifyExpected } from "./drift.ts";
import { inOrder } from "./graph.ts";
import { hintsOf } from "./hints.ts";
import { History, type HistoryEntry } from "./history.ts";
import { lint } from "./lint/lint.ts";
import type { Finding } from "./lint/rule.ts";
import { locked } from "./lock.ts";
import { type Plan, plan } from "./plan.ts";
import { type RepairOptions, repair } from "./repair.ts";
import { settled } from "./replaced.ts";
import { worst } from "./risk.ts";
import { applyMigration, type RunOptions, type RunOutcome, rollbackMigration } from "./runner.ts";
import { type MigrationSession, sessionOn } from "./session.ts";
import { squash } from "./squash.ts";
import type { Step } from "./step.ts";

/** What migrations need of a database. */
export interface MigrationHost {
  readonly catalog: Catalog;
  readonly schema: SchemaDialect;
  /** One connection for the whole of `body`. */
  holding<T>(body: (held: HeldConnection) => Promise<T>): Promise<T>;
  /** Hears of every migration that is run; nobody does without. */
  readonly events?: EventHub | undefined;
}

export interface CreateOptions {
  readonly description?: string | undefined;
  readonly dependsOn?: readonly string[] | undefined;
  readonly labels?: readonly string[] | undefined;
  readonly renames?: readonly Rename[] | undefined;
  /** Ways that hold up nobody, where the database has them. */
  readonly safe?: boolean | undefined;
  /** Milliseconds a statement waits for a lock; 10,000 if not given, 0 for the database's own. */
  readonly lockTimeout?: number | undefined;
}

export interface AutogenerateOptions extends CreateOptions {
  readonly scope?: ReflectOptions | undefined;
}

export interface ApplyOptions extends Omit<RunOptions, "before"> {
  /** Looks whether the tables the migration touches are as it expects them; true if not given. */
  readonly verify?: boolean | undefined;
  /** Milliseconds to wait for another process that migrates; 60,000 if not given. */
  readonly lockPatience?: number | undefined;
}

export interface Status {
  readonly dirty: boolean;
  /** The migration applied last. */
  readonly current: HistoryEntry | undefined;
  readonly applied: readonly HistoryEntry[];
  readonly history: readonly HistoryEntry[];
}

const defaultLockTimeout = 10_000;
const defaultPatience = 60_000;

/** Migrations of one database: plans, files, runs and history. Every method may be called without any other before it. */
export class MigrationManager {
  readonly #host: MigrationHost;

  constructor(host: MigrationHost) {
    this.#host = host;
  }

  /** The shape the models ask for. */
  async snapshot(): Promise<Snapshot> {
    return this.#host.schema.normalize(snapshotOf(this.#host.catalog, this.#host.schema));
  }

  /** The shape the database has. Writes nothing. */
  liveSnapshot(options: ReflectOptions = {}): Promise<Snapshot> {
    return this.#session(async ({ schema, run }) => schema.normalize(await reflect(schema, run, options)));
  }

  /** What would turn one shape into the other; the database and the models if not given. */
  async diff(from?: Snapshot, to?: Snapshot, renames: readonly Rename[] = []): Promise<readonly Change[]> {
    const { schema } = this.#host;
    const [there, wanted] =
      from === undefined
        ? await this.#live(to ?? (await this.snapshot()), undefined)
        : ([schema.normalize(from), schema.normalize(to ?? (await this.snapshot()))] as const);
    return changesBetween(there, wanted, schema, renamesFor([...this.#hints(), ...renames], there, wanted));
  }

  async plan(from: Snapshot, to: Snapshot, options: Pick<CreateOptions, "renames" | "safe"> = {}): Promise<Plan> {
    return plan(from, to, this.#host.schema, { ...options, renames: [...this.#hints(), ...(options.renames ?? [])] });
  }

  /** A migration from one shape to another, not written to any file. */
  async create(revision: string, from: Snapshot, to: Snapshot, options: CreateOptions = {}): Promise<Artifact> {
    const { up, down, warnings } = await this.plan(from, to, options);
    return this.#sealed(revision, { up, down, warnings, from, to }, options);
  }

  /** A migration with nothing in it, to be filled by hand, or to bring branches together. Shapes stay as they are. */
  async createEmpty(
    revision: string,
    shape: Snapshot,
    options: CreateOptions & { readonly up?: readonly Step[]; readonly down?: readonly Step[] } = {},
  ): Promise<Artifact> {
    return this.#sealed(revision, { up: options.up ?? [], down: options.down ?? [], warnings: [], from: shape, to: shape }, options);
  }

  /** The migration that brings the database to the models; undefined when it is there already. */
  async autogenerate(revision: string, options: AutogenerateOptions = {}): Promise<Artifact | undefined> {
    const [live, wanted] = await this.#live(limited(await this.snapshot(), options.scope), options.scope);
    const artifact = await this.create(revision, live, wanted, options);
    return artifact.up.length === 0 ? undefined : artifact;
  }

  /** Findings of the linter; on a live database warnings say how many rows are concerned. */
  async lint(artifacts: readonly Artifact[], options: { readonly live?: boolean | undefined } = {}): Promise<readonly Finding[]> {
    const { schema } = this.#host;
    if (!options.live) return lint(artifacts, schema);
    return this.#session((session) => lint(artifacts, schema, session.run));
  }

  /** Applies one migration. `skipped`: it had been applied. Throws MigrationError; see docs/errors.md. */
  async apply(artifact: Artifact, options: ApplyOptions = {}): Promise<RunOutcome> {
    return this.#locked(options, (session) => this.#applyOne(artifact, session, options));
  }

  async applyFile(file: string, options: ApplyOptions = {}): Promise<RunOutcome> {
    const { artifact } = await readFileOf(file);
    return this.apply(artifact, { folder: dirname(file), ...options });
  }

  /** Applies what is pending in a folder, each after those it depends on; gives the revisions. */
  async applyDirectory(
    folder: string,
    options: ApplyOptions & { readonly onApplied?: (revision: string, outcome: RunOutcome) => void } = {},
  ): Promise<readonly string[]> {
    const artifacts = inOrder((await readDirectory(folder)).map(({ artifact }) => artifact));
    for (const artifact of artifacts) verifyChecksum(artifact);
    return this.#locked(options, async (session) => {
      const applied: string[] = [];
      const todo = settled(artifacts, await new History(session).entries());
      for (const artifact of todo) {
        const outcome = await this.#applyOne(artifact, session, { folder, ...options });
        options.onApplied?.(artifact.revision, outcome);
        if (outcome === "applied") applied.push(artifact.revision);
      }
      return applied;
    });
  }

  /** Undoes one migration. `skipped`: it is not applied. Throws MigrationError when an applied one among `others` depends on it. */
  async rollback(artifact: Artifact, options: ApplyOptions & { readonly others?: readonly Artifact[] | undefined } = {}): Promise<RunOutcome> {
    return this.#locked(options, async (session) => {
      const applied = new Set((await new History(session).entries()).filter(({ status }) => status === "applied").map(({ revision }) => revision));
      const needing = (options.others ?? []).filter(({ revision, dependsOn }) => applied.has(revision) && dependsOn.includes(artifact.revision));
      if (needing.length > 0) {
        const names = needing.map(({ revision }) => revision).join(", ");
        throw new MigrationError("MIGRATION.NEEDED", `migration ${artifact.revision} is needed by ${names}; roll that back first`, {
          context: { revision: artifact.revision },
        });
      }
      return this.#told(artifact, "rollback", session, () =>
        rollbackMigration(artifact, session, { ...options, ...(options.verify === false ? {} : { before: (one) => verifyExpected(artifact, "down", one) }) }),
      );
    });
  }

  async rollbackFile(file: string, options: ApplyOptions = {}): Promise<RunOutcome> {
    const { artifact } = await readFileOf(file);
    const others = (await readDirectory(dirname(file))).map((one) => one.artifact);
    return this.rollback(artifact, { folder: dirname(file), others, ...options });
  }

  /** What has been applied. Writes nothing, also not where no migration ever ran. */
  async status(): Promise<Status> {
    const history = await this.history();
    const applied = history.filter(({ status }) => status === "applied");
    return { dirty: history.some(({ dirty }) => dirty), current: applied.at(-1), applied, history };
  }

  history(): Promise<readonly HistoryEntry[]> {
    return this.#session((session) => new History(session).entries());
  }

  /** Makes the table of the history. Gives false when it was there. */
  async init(): Promise<boolean> {
    return this.#locked({}, async (session) => {
      const history = new History(session);
      if (await history.exists()) return false;
      await history.ensure();
      return true;
    });
  }

  /** Notes migrations as applied without running them: for a database that came to its shape another way. Gives the revisions noted. */
  async baseline(artifacts: readonly Artifact[], options: Pick<ApplyOptions, "lockPatience"> = {}): Promise<readonly string[]> {
    for (const artifact of artifacts) verifyChecksum(artifact);
    return this.#locked(options, async (session) => {
      const history = new History(session);
      await history.ensure();
      const known = new Set((await history.entries()).filter(({ status }) => status === "applied").map(({ revision }) => revision));
      const fresh = inOrder(artifacts).filter(({ revision }) => !known.has(revision));
      for (const { revision, description, checksum } of fresh) {
        await history.put({
          revision,
          description,
          checksum,
          appliedAt: new Date().toISOString(),
          executionTimeMs: 0,
          status: "applied",
          dirty: false,
          progress: undefined,
        });
      }
      return fresh.map(({ revision }) => revision);
    });
  }

  /** Corrects the history after a look at the database; gives the number of rows changed. */
  repair(options: RepairOptions = {}): Promise<number> {
    return this.#locked({}, (session) => repair(new History(session), options));
  }

  async squash(revision: string, artifacts: readonly Artifact[], options: { readonly description?: string | undefined } = {}): Promise<Artifact> {
    return squash(revision, artifacts, { ...options, createdAt: new Date().toISOString() });
  }

  /** The database as it is, and what is wanted in the words of this server: both normal. */
  #live(wanted: Snapshot, scope: ReflectOptions | undefined): Promise<readonly [Snapshot, Snapshot]> {
    return this.#session(async ({ schema, run, trying }) => {
      const live = schema.normalize(await reflect(schema, run, scope ?? scopeOf(schema.normalize(wanted))));
      return [live, await trying(() => settle(wanted, live, schema, run))];
    });
  }

  #hints(): readonly Rename[] {
    return hintsOf(this.#host.catalog);
  }

  #sealed(revision: string, content: Pick<Artifact, "up" | "down" | "warnings" | "from" | "to">, options: CreateOptions): Artifact {
    fileNameOf(revision, "toml");
    const { normalize, dialect, migrations } = this.#host.schema;
    const lockTimeout = options.lockTimeout ?? defaultLockTimeout;
    const waits = lockTimeout > 0 && migrations.lockTimeout(lockTimeout) !== undefined && worst(content.up.map(({ risk }) => risk)) !== "none";
    return sealed({
      version: artifactVersion,
      revision,
      description: options.description ?? "",
      createdAt: new Date().toISOString(),
      dialect: dialect.name,
      dependsOn: options.dependsOn ?? [],
      labels: options.labels ?? [],
      ...(waits ? { lockTimeout } : {}),
      ...content,
      from: normalize(content.from),
      to: normalize(content.to),
    });
  }

  async #applyOne(artifact: Artifact, session: MigrationSession, options: ApplyOptions): Promise<RunOutcome> {
    const verify = options.verify === false ? {} : { before: (one: MigrationSession) => verifyExpected(artifact, "up", one) };
    return this.#told(artifact, "apply", session, () => applyMigration(artifact, session, { ...options, ...verify }));
  }

  /** With the events around it; a handler that throws before it keeps the migration from running. */
  async #told(artifact: Artifact, direction: "apply" | "rollback", session: MigrationSession, body: () => Promise<RunOutcome>): Promise<RunOutcome> {
    const { events, schema } = this.#host;
    const stepCount = (direction === "apply" ? artifact.up : artifact.down).length;
    const event = { operation: "migration", direction, revision: artifact.revision, backend: schema.dialect.name, stepCount } as const;
    if (events?.has("beforeMigration")) await events.emit("beforeMigration", event);
    const began = performance.now();
    const after = async (told: { readonly outcome: RunOutcome } | { readonly error: unknown }): Promise<void> => {
      if (events?.has("afterMigration")) await events.emit("afterMigration", { ...event, ...told, durationMs: performance.now() - began });
    };
    let outcome: RunOutcome;
    try {
      outcome = await this.#timed(artifact, session, body);
    } catch (error) {
      await after({ error });
      throw error;
    }
    await after({ outcome });
    return outcome;
  }

  /** Statements of a migration wait for a lock as long as it says, those of others as before. */
  async #timed<T>({ lockTimeout }: Artifact, { schema, run }: MigrationSession, body: () => Promise<T>): Promise<T> {
    const limit = lockTimeout === undefined ? undefined : schema.migrations.lockTimeout(lockTimeout);
    if (limit === undefined) return body();
    await run(limit.set, []);
    try {
      return await body();
    } finally {
      await run(limit.reset, []).catch(() => undefined);
    }
  }

  #session<T>(body: (session: MigrationSession) => Promise<T>): Promise<T> {
    return this.#host.holding((held) => body(sessionOn(held, this.#host.schema)));
  }

  #locked<T>(options: Pick<ApplyOptions, "lockPatience">, body: (session: MigrationSession) => Promise<T>): Promise<T> {
    return this.#session((session) => locked(session, "migrations", options.lockPatience ?? defaultPatience, () => body(session)));
  }
}

/** The schemas a shape speaks of beside the one that unqualified names mean. */
function scopeOf({ tables, namespaces = [] }: Snapshot): ReflectOptions {
  const schemas = [...new Set([...tables.flatMap(({ schema }) => schema ?? []), ...namespaces.map(({ name }) => name)])];
  return schemas.length === 0 ? {} : { schemas, current: true };
}

/** Of the models as much as is read of the database. */
function limited(wanted: Snapshot, scope: ReflectOptions | undefined): Snapshot {
  if (scope?.include === undefined && scope?.exclude === undefined) return wanted;
  const fits = ({ name }: { readonly name: string }): boolean => (scope.include?.includes(name) ?? true) && !(scope.exclude?.includes(name) ?? false);
  return { ...wanted, tables: wanted.tables.filter(fits), ...(wanted.views && { views: wanted.views.filter(fits) }) };
}
