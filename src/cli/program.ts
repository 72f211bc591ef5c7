import { readFileSync } from "node:fs";
import { Command } from "commander";
import { registerAutogenerate, registerCreate, registerPreview, registerSnapshot, registerSquash } from "./commands/create.ts";
import { registerDoctor, registerInit, registerInspect, registerScaffold } from "./commands/project.ts";
import { registerApply, registerApplyDirectory, registerBaseline, registerRollback } from "./commands/run.ts";
import {
  registerCheck,
  registerCurrent,
  registerDiff,
  registerHistory,
  registerInitHistory,
  registerLint,
  registerRepair,
  registerStatus,
} from "./commands/state.ts";

/** All commands. Their work is done by the migration manager; here is only what is read and what is said. */
export function program(): Command {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { readonly version: string };
  const root = new Command("ormdantic")
    .description("Migrations, inspection and scaffolding for Ormdantic.")
    .version(version)
    .option("--json", "one JSON object instead of text")
    .option("--config <file>", "the configuration (ormdantic.config.ts)")
    .addHelpText(
      "after",
      "\nExit codes: 0 done, 1 something is wrong, 2 drift or pending migrations.\nThe database: --url, then an argument, then an environment variable, then a file of them, then the configuration.",
    )
    .showHelpAfterError("(see --help)");
  root.exitOverride();
  const migrations = root.command("migrations").description("Write, look at, apply and undo migrations.");
  for (const register of [
    registerInitHistory,
    registerAutogenerate,
    registerCreate,
    registerSnapshot,
    registerPreview,
    registerLint,
    registerCheck,
    registerApply,
    registerApplyDirectory,
    registerRollback,
    registerStatus,
    registerCurrent,
    registerHistory,
    registerRepair,
    registerBaseline,
    registerSquash,
    registerDiff,
  ]) {
    register(migrations);
  }
  registerInit(root);
  registerInspect(root);
  registerScaffold(root);
  registerDoctor(root);
  return root;
}
