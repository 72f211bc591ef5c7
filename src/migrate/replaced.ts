import { MigrationError } from "../kernel/errors.ts";
import type { Artifact } from "./artifact.ts";
import type { HistoryEntry } from "./history.ts";

/**
 * What of a folder is still to be looked at, given the history: a squashed migration stands for those it replaces. A database that has had all of them
 * needs it no more, one that has had none takes it instead of them. Throws MigrationError MIGRATION.HALF_SQUASHED for one in between.
 */
export function settled(artifacts: readonly Artifact[], entries: readonly HistoryEntry[]): readonly Artifact[] {
  const applied = new Set(entries.filter(({ status }) => status === "applied").map(({ revision }) => revision));
  const dropped = new Set<string>();
  for (const { revision, replaces = [] } of artifacts) {
    if (replaces.length === 0 || applied.has(revision)) {
      for (const one of replaces) dropped.add(one);
      continue;
    }
    const had = replaces.filter((one) => applied.has(one));
    if (had.length === 0) for (const one of replaces) dropped.add(one);
    else if (had.length === replaces.length) dropped.add(revision);
    else {
      const rest = replaces.filter((one) => !applied.has(one));
      if (rest.every((one) => artifacts.some((artifact) => artifact.revision === one))) dropped.add(revision);
      else throw halfSquashed(revision, rest);
    }
  }
  return artifacts.filter(({ revision }) => !dropped.has(revision));
}

function halfSquashed(revision: string, rest: readonly string[]): MigrationError {
  return new MigrationError(
    "MIGRATION.HALF_SQUASHED",
    `this database has had a part of what ${revision} replaces; put back the files of ${rest.join(", ")} and apply them first`,
    {
      context: { revision, missing: rest },
    },
  );
}
