import { MigrationError, OrmdanticError } from "../kernel/errors.ts";
import { type LoadModule, runDataStep } from "./data-step.ts";
import type { Progress } from "./history.ts";
import type { MigrationSession } from "./session.ts";
import { isByHand, type Step } from "./step.ts";

/** Where the steps of one migration run, and who hears of it. */
export interface StepsHost {
  readonly session: MigrationSession;
  readonly revision: string;
  readonly direction: "up" | "down";
  /** Where modules of data steps lie. */
  readonly folder: string;
  readonly load?: LoadModule | undefined;
  onStep?(done: number, total: number, step: Step): void;
}

/** All of the steps at once, inside a transaction that is open. */
export async function runTogether(steps: readonly Step[], host: StepsHost, first = 0, total = steps.length): Promise<void> {
  for (const [i, step] of steps.entries()) {
    host.onStep?.(first + i, total, step);
    await runWhole(step, host);
  }
}

/**
 * One after the other, each noted when it is done, so that a run that was cut short goes on where it stopped. What can run in a transaction does,
 * together with its mark.
 */
export async function runMarked(
  steps: readonly Step[],
  host: StepsHost,
  from: Progress,
  resumed: boolean,
  mark: (progress: Progress) => Promise<void>,
): Promise<void> {
  const { session, direction } = host;
  for (let done = from.done; done < steps.length; ) {
    const together = atOnce(steps.slice(done), session);
    if (together > 0) {
      const part = steps.slice(done, done + together);
      await session.transaction(async () => {
        await runTogether(part, host, done, steps.length);
        await mark({ ...from, direction, done: done + together, statement: 0 });
      });
      done += together;
      continue;
    }
    const step = steps[done] as Step;
    host.onStep?.(done, steps.length, step);
    const again = resumed && done === from.done;
    await runByStatement(step, host, again ? from.statement : undefined, (statement) => mark({ ...from, direction, done, statement }));
    done++;
    await mark({ ...from, direction, done, statement: 0 });
  }
}

/** How many of the steps can be one transaction. */
function atOnce(steps: readonly Step[], { schema }: MigrationSession): number {
  const canRoll = ({ outside, changes }: Step): boolean =>
    outside !== true && (schema.dialect.capabilities.transactionalDdl || changes === undefined || changes.length === 0);
  const end = steps.findIndex((step) => !canRoll(step));
  return Math.min(end < 0 ? steps.length : end, schema.migrations.stepsPerTransaction);
}

async function runWhole(step: Step, host: StepsHost): Promise<void> {
  const { session, direction, folder, load } = host;
  await checkExpectations(step, host);
  const restored = step.restore === undefined ? [] : (await session.run(step.restore, [])).map(([sql]) => String(sql));
  for (const sql of [...step.statements, ...restored]) await session.run(sql, []);
  if (step.file !== undefined) await runDataStep(step.file, folder, direction, session, load);
}

/**
 * `interrupted`: the statement a try before may have been in. Steps of ours are begun anew, where a statement may find that it is done already; a
 * hand's statements are not run twice.
 */
async function runByStatement(step: Step, host: StepsHost, interrupted: number | undefined, mark: (statement: number) => Promise<void>): Promise<void> {
  const { session, direction, folder, load } = host;
  if (interrupted === undefined) await checkExpectations(step, host);
  else for (const sql of step.again ?? []) await session.run(sql, []);
  const first = interrupted !== undefined && isByHand(step) ? interrupted : 0;
  for (const [i, sql] of step.statements.entries()) {
    if (i < first) continue;
    try {
      await session.run(sql, []);
    } catch (error) {
      if (interrupted === undefined || i > interrupted || !isDone(error, session)) throw error;
    }
    await mark(i + 1);
  }
  if (step.file !== undefined) await runDataStep(step.file, folder, direction, session, load);
}

function isDone(error: unknown, { schema }: MigrationSession): boolean {
  return error instanceof OrmdanticError && schema.migrations.doneAlready.has(String(error.context["nativeCode"]));
}

async function checkExpectations({ expects = [], describe }: Step, { session, revision }: StepsHost): Promise<void> {
  for (const { zero, otherwise } of expects) {
    const [row] = await session.run(zero, []);
    if (Number(row?.[0]) === 0) continue;
    throw new MigrationError("MIGRATION.UNEXPECTED_ROWS", `migration ${revision} cannot ${describe}: ${otherwise}`, { context: { revision, step: describe } });
  }
}
