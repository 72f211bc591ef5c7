import { MigrationError } from "../kernel/errors.ts";
import { type Artifact, artifactVersion, sealed, verifyChecksum } from "./artifact.ts";
import { inOrder } from "./graph.ts";

/**
 * Many migrations as one that does the same: all their steps in order, those written by hand included. Databases that have had them all are told so by
 * `replaces` and do nothing. Throws MigrationError unless they are one unbroken line.
 */
export function squash(
  revision: string,
  artifacts: readonly Artifact[],
  details: { readonly description?: string | undefined; readonly createdAt: string },
): Artifact {
  for (const artifact of artifacts) verifyChecksum(artifact);
  const own = new Set(artifacts.map((artifact) => artifact.revision));
  const inner = artifacts.map((artifact) => ({ ...artifact, dependsOn: artifact.dependsOn.filter((one) => own.has(one)) }));
  const line = inOrder(inner);
  const [first, last] = [line[0], line.at(-1)];
  if (first === undefined || last === undefined || line.length < 2) throw new MigrationError("MIGRATION.BAD_SQUASH", "to squash takes two migrations or more");
  for (const [i, artifact] of line.entries()) {
    const previous = line[i - 1];
    if (previous !== undefined && !artifact.dependsOn.includes(previous.revision)) {
      throw new MigrationError(
        "MIGRATION.BAD_SQUASH",
        `${artifact.revision} does not depend on ${previous.revision}: only one unbroken line of migrations can be squashed`,
      );
    }
    if (artifact.dialect !== first.dialect)
      throw new MigrationError("MIGRATION.BAD_SQUASH", `${artifact.revision} was made for ${artifact.dialect}, ${first.revision} for ${first.dialect}`);
  }
  const outside = [...new Set(artifacts.flatMap(({ dependsOn }) => dependsOn.filter((one) => !own.has(one))))];
  return sealed({
    version: artifactVersion,
    revision,
    description: details.description ?? `${first.revision} to ${last.revision}`,
    createdAt: details.createdAt,
    dialect: first.dialect,
    dependsOn: outside,
    labels: [...new Set(line.flatMap(({ labels }) => labels))],
    replaces: line.flatMap((artifact) => [artifact.revision, ...(artifact.replaces ?? [])]),
    ...(first.lockTimeout === undefined ? {} : { lockTimeout: first.lockTimeout }),
    suppress: line.flatMap(({ suppress = [] }) => suppress),
    warnings: line.flatMap(({ warnings }) => warnings),
    up: line.flatMap(({ up }) => up),
    down: line.toReversed().flatMap(({ down }) => down),
    from: first.from,
    to: last.to,
  });
}
