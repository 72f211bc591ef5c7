import { MigrationError } from "../kernel/errors.ts";
import type { History, HistoryEntry, MigrationStatus } from "./history.ts";

export interface RepairOptions {
  /** The migration to correct; all dirty ones if not given. */
  readonly revision?: string | undefined;
  /** What it is from now on: `applied` when all of its changes are there, `rolled_back` when none is. */
  readonly status?: Extract<MigrationStatus, "applied" | "rolled_back" | "failed"> | undefined;
  /** False: what is half done stays marked so. */
  readonly clearDirty?: boolean | undefined;
  /** The checksum of a file that was changed on purpose. */
  readonly checksum?: string | undefined;
}

/**
 * Corrects rows of the history; gives how many were changed. Never touches the schema. Throws MigrationError for a revision that is not there, and for
 * a dirty one without a status: only who looked at the database knows what is true.
 */
export async function repair(history: History, { revision, status, clearDirty = true, checksum }: RepairOptions): Promise<number> {
  const entries = await history.entries();
  const chosen = entries.filter((entry) => (revision === undefined ? entry.dirty : entry.revision === revision));
  if (revision !== undefined && chosen.length === 0) {
    throw new MigrationError("MIGRATION.UNKNOWN_REVISION", `the history knows no migration ${revision}; see \`ormdantic migrations history\``, {
      context: { revision },
    });
  }
  let changed = 0;
  for (const entry of chosen) {
    if (entry.dirty && clearDirty && status === undefined) {
      const message = `migration ${entry.revision} was cut short: look at the database and say what is true, status applied (all of it is there) or rolled_back (none of it is), or go on with --resume`;
      throw new MigrationError("MIGRATION.REPAIR_STATUS", message, { context: { revision: entry.revision } });
    }
    const dirty = clearDirty ? false : entry.dirty;
    const repaired: HistoryEntry = {
      ...entry,
      status: status ?? entry.status,
      checksum: checksum ?? entry.checksum,
      dirty,
      progress: dirty ? entry.progress : undefined,
    };
    if (repaired.status === entry.status && repaired.dirty === entry.dirty && repaired.checksum === entry.checksum) continue;
    await history.put(repaired);
    changed++;
  }
  return changed;
}
