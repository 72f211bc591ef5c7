#!/usr/bin/env node
import { CommanderError } from "commander";
import { program } from "./program.ts";

try {
  await program().parseAsync(process.argv);
} catch (error) {
  // what the command line itself says (help, unknown options) has been said already
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : 1;
}
