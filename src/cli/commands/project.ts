import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { knownDialects } from "../../dialects.ts";
import { MigrationError, OrmdanticError } from "../../kernel/errors.ts";
import { scaffoldModels } from "../../schema/scaffold.ts";
import { type ExitCode, examples, many, runs, withDirectory, withModels, withUrl } from "../command.ts";
import { withDatabase } from "../open.ts";
import { ask, canAsk } from "../prompts.ts";
import type { CommonOptions } from "../settings.ts";
import { showTable } from "../show.ts";

interface InitOptions extends CommonOptions {
  readonly overwrite?: boolean;
}

export function registerInit(program: Command): void {
  const command = withDirectory(withModels(program.command("init").description("Write ormdantic.config.ts and make the folder of migrations."))).option(
    "--overwrite",
    "write over a configuration that is there",
  );
  examples(command, "ormdantic init --models src/models.ts --dir migrations");
  runs<InitOptions>(command, async ({ options, output }) => {
    const file = "ormdantic.config.ts";
    const { models = "./models.ts", dir = "./migrations" } = options;
    const isThere = existsSync(file);
    if (isThere && !options.overwrite && !(canAsk(output.json) && (await ask(`${file} is there already. Overwrite it?`)))) {
      output.aside(`${file} is there already; it stays as it is (--overwrite)`);
    } else {
      await writeFile(
        file,
        `import { defineConfig } from "ormdantic";\n\nexport default defineConfig({\n  models: ${JSON.stringify(models)},\n  migrations: ${JSON.stringify(dir)},\n  urlEnv: "DATABASE_URL",\n});\n`,
      );
      output.line(file);
    }
    await mkdir(dir, { recursive: true });
    output.line(dir);
    output.result({ config: file, migrations: dir });
    return 0;
  });
}

export function registerInspect(program: Command): void {
  const command = withUrl(
    program.command("inspect").description("What a database has: tables, columns, keys, indexes, views. With --json the whole shape."),
  ).option("--table <name>", "only this table");
  examples(command, "ormdantic inspect --url sqlite:///app.sqlite3 --json");
  runs<CommonOptions & { readonly table?: string }>(command, async ({ options, settings, output }) =>
    withDatabase<ExitCode>({ options, settings, output }, async ({ manager }) => {
      const shape = await manager.liveSnapshot(options.table === undefined ? {} : { include: [options.table] });
      for (const table of shape.tables) showTable(table, output);
      for (const view of shape.views ?? []) output.line(`${output.paint("bold", view.name)} (view)`);
      output.result(shape);
      return 0;
    }),
  );
}

interface ScaffoldOptions extends CommonOptions {
  readonly out?: string;
  readonly overwrite?: boolean;
  readonly includeTable?: readonly string[];
  readonly excludeTable?: readonly string[];
  readonly schema?: readonly string[];
}

export function registerScaffold(program: Command): void {
  const command = withUrl(program.command("scaffold").description("Write models for the tables of a database."))
    .option("-o, --out <file>", "where to write them; stdout if not given")
    .option("--include-table <name>", "only these tables", many)
    .option("--exclude-table <name>", "not these tables", many)
    .option("--schema <name>", "these schemas beside the current one", many)
    .option("--overwrite", "write over a file that is there");
  examples(command, "ormdantic scaffold --url sqlite:///chinook.sqlite3 --out models.ts");
  runs<ScaffoldOptions>(command, async ({ options, settings, output }) =>
    withDatabase<ExitCode>({ options, settings, output }, async ({ manager, schema }) => {
      const { includeTable: include, excludeTable: exclude, schema: schemas, out } = options;
      const shape = await manager.liveSnapshot({ include, exclude, ...(schemas && { schemas, current: true }) });
      const text = scaffoldModels(shape, schema);
      if (out === undefined) {
        output.line(text.trimEnd());
        output.result({ source: text });
        return 0;
      }
      const isThere = existsSync(out);
      if (isThere && !options.overwrite && !(canAsk(output.json) && (await ask(`${out} is there already. Overwrite it?`)))) {
        throw new MigrationError("MIGRATION.FILE_EXISTS", `${out} is there already; choose another file, or allow it to be overwritten (--overwrite)`);
      }
      await writeFile(out, text);
      output.line(out);
      output.result({ file: out, tables: shape.tables.length });
      return 0;
    }),
  );
}

/** One thing that was looked at. */
interface Finding {
  readonly what: string;
  readonly ok: boolean;
  readonly says: string;
}

export function registerDoctor(program: Command): void {
  const command = withUrl(
    program.command("doctor").description("Look whether runtime, drivers, configuration and database are as they must be. Exits 1 when something is wrong."),
  );
  runs<CommonOptions>(command, async ({ options, settings, output }) => {
    const findings: Finding[] = [{ what: "node", ok: atLeast(process.versions.node, [20, 19]), says: `${process.versions.node} (20.19 or newer is needed)` }];
    findings.push({ what: "configuration", ok: true, says: settings.file ?? "none; options and environment only" });
    for (const { dialect } of knownDialects) {
      const drivers = await Promise.all(
        dialect.drivers.map(async (driver) => ({ name: driver.name, reason: driver.unavailable?.() ?? (await missing(driver)) })),
      );
      const usable = drivers.filter(({ reason }) => reason === undefined);
      const says = usable.length > 0 ? usable.map(({ name }) => name).join(", ") : dialect.drivers.length === 0 ? "rendered only" : "no driver is installed";
      findings.push({ what: dialect.name, ok: true, says });
    }
    try {
      await withDatabase({ options, settings, output }, async ({ manager, found, driver }) => {
        const { dirty, current } = await manager.status();
        findings.push({ what: "database", ok: true, says: `${found.shown} by ${driver() ?? "?"}` });
        findings.push({
          what: "migrations",
          ok: !dirty,
          says: dirty ? "one was cut short: see ormdantic migrations status" : `at ${current?.revision ?? "the beginning"}`,
        });
      });
    } catch (error) {
      if (!(error instanceof OrmdanticError)) throw error;
      findings.push({ what: "database", ok: error.code === "CONFIGURATION.NO_URL", says: error.message });
    }
    for (const { what, ok, says } of findings) output.line(`${ok ? output.paint("green", "ok ") : output.paint("red", "bad")} ${what}: ${says}`);
    output.result({ findings });
    return findings.every(({ ok }) => ok) ? 0 : 1;
  });
}

async function missing(driver: { load(): Promise<unknown> }): Promise<string | undefined> {
  return driver.load().then(
    () => undefined,
    () => "it is not installed",
  );
}

function atLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [a = 0, b = 0] = version.split(".").map(Number);
  return a > major || (a === major && b >= minor);
}
