import { MigrationError } from "../kernel/errors.ts";
import { sortTopologically } from "../kernel/graph.ts";
import type { Artifact } from "./artifact.ts";

/** Migrations in an order in which each comes after those it depends on; else by the names of their revisions. Throws MigrationError for a cycle, two of one revision, or one that is missing. */
export function inOrder(artifacts: readonly Artifact[]): readonly Artifact[] {
  const byRevision = new Map<string, Artifact>();
  for (const artifact of artifacts) {
    if (byRevision.has(artifact.revision))
      throw new MigrationError("MIGRATION.DUPLICATE_REVISION", `two migrations are called ${artifact.revision}; give one of them another revision`);
    byRevision.set(artifact.revision, artifact);
  }
  const replaced = new Map(artifacts.flatMap(({ revision, replaces = [] }) => replaces.map((one) => [one, revision] as const)));
  for (const { revision, dependsOn } of artifacts) {
    const missing = dependsOn.filter((one) => !byRevision.has(one) && !replaced.has(one));
    if (missing.length > 0)
      throw new MigrationError("MIGRATION.MISSING_FILE", `migration ${revision} depends on ${missing.join(", ")}, of which there is no file`, {
        context: { revision, missing },
      });
  }
  const names = [...byRevision.keys()].sort();
  const { order, cycles } = sortTopologically(names, (name) =>
    (byRevision.get(name)?.dependsOn ?? []).toSorted().flatMap((one) => [one, ...(replaced.has(one) ? [replaced.get(one) as string] : [])]),
  );
  const [cycle] = cycles;
  if (cycle !== undefined)
    throw new MigrationError("MIGRATION.CYCLE", `these migrations depend on each other: ${cycle.join(", ")}`, { context: { revisions: cycle } });
  return order.map((name) => byRevision.get(name) as Artifact);
}

/** Revisions nothing depends on. More than one: branches that a merge would bring together. */
export function headsOf(artifacts: readonly Artifact[]): readonly string[] {
  const needed = new Set(artifacts.flatMap(({ dependsOn, replaces = [] }) => [...dependsOn, ...replaces]));
  return artifacts.map(({ revision }) => revision).filter((revision) => !needed.has(revision));
}

/** All that has to be applied before a revision, itself included. */
export function ancestorsOf(revision: string, artifacts: readonly Artifact[]): ReadonlySet<string> {
  const byRevision = new Map(artifacts.map((artifact) => [artifact.revision, artifact]));
  const found = new Set<string>();
  const visit = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    for (const other of byRevision.get(name)?.dependsOn ?? []) visit(other);
  };
  visit(revision);
  return found;
}
