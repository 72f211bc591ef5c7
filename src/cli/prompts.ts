import { confirm, isCancel, select } from "@clack/prompts";
import { MigrationError } from "../kernel/errors.ts";
import { tableKey } from "../model/definition.ts";
import type { Change } from "../schema/changes/units.ts";
import type { Rename } from "../schema/rename.ts";

/** Nobody is asked anything without a terminal, nor where a program reads the answer. */
export function canAsk(json: boolean): boolean {
  return !json && process.stdin.isTTY === true && process.stdout.isTTY === true;
}

export async function ask(question: string): Promise<boolean> {
  const answer = await confirm({ message: question, initialValue: false });
  if (isCancel(answer)) throw new MigrationError("MIGRATION.STOPPED", "stopped: nothing was changed");
  return answer;
}

/** A column that goes beside one of its type that comes: perhaps it is the same one. */
interface Candidate {
  readonly table: string;
  readonly from: string;
  readonly to: readonly string[];
}

export function renameCandidates(changes: readonly Change[]): readonly Candidate[] {
  return changes.flatMap((drop): Candidate[] => {
    if (drop.kind !== "dropColumn") return [];
    const key = tableKey(drop.table.schema, drop.table.name);
    const to = changes.flatMap((add) =>
      add.kind === "addColumn" && tableKey(add.table.schema, add.table.name) === key && add.column.type === drop.column.type ? [add.column.name] : [],
    );
    return to.length > 0 ? [{ table: key, from: drop.column.name, to }] : [];
  });
}

/** Asks of each column that goes whether it has a new name. */
export async function askRenames(candidates: readonly Candidate[]): Promise<readonly Rename[]> {
  const decided: Rename[] = [];
  for (const { table, from, to } of candidates) {
    const free = to.filter((name) => !decided.some((one) => one.table === table && one.to === name));
    if (free.length === 0) continue;
    const options = [{ value: "", label: `it is dropped, with its values` }, ...free.map((name) => ({ value: name, label: `it is called ${name} now` }))];
    const answer = await select({ message: `What becomes of ${table}.${from}?`, options });
    if (isCancel(answer)) throw new MigrationError("MIGRATION.STOPPED", "stopped: nothing was written");
    if (answer !== "") decided.push({ table, column: from, to: answer });
  }
  return decided;
}
