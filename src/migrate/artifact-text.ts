import { parse, stringify } from "smol-toml";
import * as z from "zod";
import { MigrationError } from "../kernel/errors.ts";
import type { Snapshot } from "../schema/snapshot.ts";
import { type Artifact, artifactVersion } from "./artifact.ts";
import type { Step } from "./step.ts";

export type ArtifactForm = "toml" | "json";

/** The form a file name asks for; undefined for files that are no artifacts. */
export function formOf(file: string): ArtifactForm | undefined {
  return file.endsWith(".toml") ? "toml" : file.endsWith(".json") ? "json" : undefined;
}

/** As text, what people read first at the top and the shapes at the end. */
export function writeArtifact(artifact: Artifact, form: ArtifactForm): string {
  const { version, revision, description, createdAt, dialect, checksum, dependsOn, labels, replaces, lockTimeout, suppress, warnings, up, down, from, to } =
    artifact;
  const members = {
    version,
    revision,
    description,
    createdAt,
    dialect,
    checksum,
    dependsOn,
    labels,
    replaces,
    lockTimeout,
    warnings,
    suppress,
    up,
    down,
    from,
    to,
  };
  const present = JSON.parse(JSON.stringify(members)) as Record<string, unknown>; // without what is undefined
  return form === "json" ? `${JSON.stringify(present, undefined, 2)}\n` : toml(present);
}

/** Statements stand one to a line, and as they are, to be read and edited: each list is written by a stand-in first, since the writer knows one-line strings only. */
function toml(value: Record<string, unknown>): string {
  const lists: string[] = [];
  const mark = (item: unknown): unknown => {
    if (Array.isArray(item)) return item.map(mark);
    if (typeof item !== "object" || item === null) return item;
    return Object.fromEntries(
      Object.entries(item).map(([key, member]) => [key, key === "statements" ? `@@${lists.push(list(member as string[])) - 1}@@` : mark(member)]),
    );
  };
  return stringify(mark(value)).replace(/"@@(\d+)@@"/g, (whole, i: string) => lists[Number(i)] ?? whole);
}

function list(statements: readonly string[]): string {
  return statements.length === 0 ? "[]" : `[\n${statements.map((sql) => `  ${literal(sql)},\n`).join("")}]`;
}

/** Without escapes wherever TOML can. */
function literal(sql: string): string {
  if (/[^\P{Cc}\n\t]/u.test(sql) || /'''|'$/.test(sql)) return JSON.stringify(sql).replaceAll("\u007f", "\\u007f");
  if (sql.includes("\n")) return `'''\n${sql}'''`;
  return sql.includes("'") ? `'''${sql}'''` : `'${sql}'`;
}

const risk = z.enum(["none", "locks", "rewrites", "losesData"]);
const change = z.looseObject({ kind: z.string() });
const step = z.strictObject({
  describe: z.string(),
  statements: z.array(z.string()).default([]),
  risk: risk.default("none"),
  warning: z.string().optional(),
  changes: z.array(change).optional(),
  file: z.string().optional(),
  outside: z.literal(true).optional(),
  unchecked: z.literal(true).optional(),
  again: z.array(z.string()).optional(),
  expects: z.array(z.strictObject({ zero: z.string(), otherwise: z.string() })).optional(),
  restore: z.string().optional(),
  generated: z.string().optional(),
});
const snapshot = z.looseObject({ tables: z.array(z.looseObject({ name: z.string() })) });
const artifact = z.strictObject({
  version: z.int(),
  revision: z.string().min(1).max(190),
  description: z.string().default(""),
  createdAt: z.string(),
  dialect: z.string(),
  checksum: z.string().default(""),
  dependsOn: z.array(z.string()).default([]),
  labels: z.array(z.string()).default([]),
  replaces: z.array(z.string()).optional(),
  lockTimeout: z.number().optional(),
  suppress: z.array(z.strictObject({ rule: z.string(), reason: z.string().min(1) })).optional(),
  warnings: z.array(z.string()).default([]),
  up: z.array(step).default([]),
  down: z.array(step).default([]),
  from: snapshot,
  to: snapshot,
});

/** Reads an artifact; its checksum is not looked at. Throws MigrationError MIGRATION.BAD_ARTIFACT for a text that is none, naming `file`. */
export function readArtifact(text: string, form: ArtifactForm, file: string): Artifact {
  const bad = (why: string, cause?: unknown): MigrationError =>
    new MigrationError("MIGRATION.BAD_ARTIFACT", `${file} is no migration: ${why}`, { context: { file }, ...(cause === undefined ? {} : { cause }) });
  let raw: unknown;
  try {
    raw = form === "json" ? JSON.parse(text) : parse(text);
  } catch (error) {
    throw bad(error instanceof Error ? (error.message.split("\n")[0] ?? "") : "it cannot be read", error);
  }
  const version = (raw as { readonly version?: unknown } | null)?.version;
  if (typeof version === "number" && version > artifactVersion)
    throw bad(`it was written by a newer version of Ormdantic (form ${version}); upgrade to read it`);
  const parsed = artifact.safeParse(raw);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw bad(`${issue?.path.join(".") ?? ""}: ${issue?.message ?? "it is invalid"}`);
  }
  const { up, down, from, to, ...rest } = parsed.data;
  const steps = (all: unknown): readonly Step[] => all as readonly Step[]; // changes are as the units made them; a hand that breaks one is found when it is rendered
  return { ...rest, up: steps(up), down: steps(down), from: from as unknown as Snapshot, to: to as unknown as Snapshot };
}
