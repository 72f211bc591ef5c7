import { createHash } from "node:crypto";
import { MigrationError } from "../kernel/errors.ts";
import type { Snapshot } from "../schema/snapshot.ts";
import type { Step } from "./step.ts";

/** Of the file's form. Higher ones are refused: they may mean something this version does not know. */
export const artifactVersion = 1;

/** A finding of the linter that somebody decided to live with. */
export interface Suppression {
  readonly rule: string;
  readonly reason: string;
}

/** One migration as it is kept in a file: what it changes, the SQL of both ways, and the shapes before and after. Holds no address and no credentials. */
export interface Artifact {
  readonly version: number;
  readonly revision: string;
  readonly description: string;
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
  readonly dialect: string;
  /** `sha256:` and hex digits, over everything else in the file. */
  readonly checksum: string;
  /** Revisions that must have been applied before. */
  readonly dependsOn: readonly string[];
  readonly labels: readonly string[];
  /** Revisions this one stands for: a database that has them all needs it no more. */
  readonly replaces?: readonly string[] | undefined;
  /** Milliseconds a statement waits for a lock before the migration gives up; where the database can be told so. */
  readonly lockTimeout?: number | undefined;
  readonly suppress?: readonly Suppression[] | undefined;
  readonly warnings: readonly string[];
  readonly up: readonly Step[];
  readonly down: readonly Step[];
  readonly from: Snapshot;
  readonly to: Snapshot;
}

/** The artifact with its checksum. */
export function sealed(artifact: Omit<Artifact, "checksum">): Artifact {
  return { ...artifact, checksum: checksumOf(artifact) };
}

/** The same for every form the artifact is written in: keys sorted, no blanks, what is undefined left out. */
export function checksumOf(artifact: Omit<Artifact, "checksum">): string {
  const { checksum: _, ...content } = artifact as Artifact;
  return `sha256:${createHash("sha256").update(canonical(content)).digest("hex")}`;
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`)
    .join(",")}}`;
}

/** Throws MigrationError for an artifact that is not what it was when it was sealed. */
export function verifyChecksum(artifact: Artifact): void {
  const { revision, checksum } = artifact;
  const seal = "after an edit that was meant, seal it again with `ormdantic migrations repair --checksum FILE`";
  if (checksum === undefined || checksum === "")
    throw new MigrationError("MIGRATION.NO_CHECKSUM", `migration ${revision} has no checksum; ${seal}`, { context: { revision } });
  if (checksum === checksumOf(artifact)) return;
  throw new MigrationError("MIGRATION.TAMPERED", `migration ${revision} was changed since its checksum was made; ${seal}`, { context: { revision } });
}
