import type { Command } from "commander";
import { type Output, outputTo, showError } from "./output.ts";
import { type CommonOptions, readSettings, type Settings } from "./settings.ts";

/** What every command is handed. */
export interface CommandHost<O extends CommonOptions> {
  readonly options: O;
  readonly settings: Settings;
  readonly output: Output;
}

/** Nothing is wrong, something is, or there is something to do (drift, pending migrations). */
export type ExitCode = 0 | 1 | 2;

/** Registers the work of a command: its exit code is the process's, its errors are shown. */
export function runs<O extends CommonOptions>(command: Command, work: (host: CommandHost<O>, args: readonly string[]) => Promise<ExitCode>): Command {
  return command.action(async () => {
    const options = command.optsWithGlobals<O>();
    const output = outputTo(process, options.json === true);
    try {
      process.exitCode = await work({ options, settings: await readSettings(options), output }, command.args);
    } catch (error) {
      showError(error, output);
      process.exitCode = 1;
    }
  });
}

/** The options that say which database. */
export function withUrl(command: Command): Command {
  return command
    .option("--url <url>", "the database; wins over everything else")
    .option("--url-env <name>", "the environment variable that holds the URL (DATABASE_URL)")
    .option("--env-file <file>", "a file of environment variables (.env)");
}

export function withModels(command: Command): Command {
  return command.option("--models <file>", "the module whose exports are the models");
}

export function withDirectory(command: Command): Command {
  return command.option("--dir <folder>", "the folder of migrations (migrations)");
}

/** Collects an option that may be given several times. */
export function many(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** Examples below the help of a command. */
export function examples(command: Command, ...lines: readonly string[]): Command {
  return command.addHelpText("after", `\nExamples:\n${lines.map((line) => `  $ ${line}`).join("\n")}`);
}

/** Of the arguments, the URL if there is one, and the rest. */
export function splitUrl(args: readonly string[]): { readonly url: string | undefined; readonly rest: readonly string[] } {
  const isUrl = (arg: string): boolean => /^[a-z][a-z0-9]*(?:\+[a-z0-9_-]+)?:\/\//i.test(arg);
  return { url: args.find(isUrl), rest: args.filter((arg) => !isUrl(arg)) };
}
