import { describe, expect, it } from "vitest";
import { OrmdanticError } from "../../src/kernel/errors.ts";
import { type Change, type ChangeKind, unitOf, units } from "../../src/schema/changes/units.ts";
import type { Rendered } from "../../src/schema/dialect.ts";
import { renderChange } from "../../src/schema/render-change.ts";
import { changeCases } from "./change-cases.ts";
import { type SchemaName, schemaNames, schemas } from "./ddl-schemas.ts";
import { complaints, grammarNames } from "./parsers.ts";

/** What a dialect does for a change, with what it says of it. */
function text(change: Change, name: SchemaName): string {
  let rendered: Rendered;
  try {
    rendered = renderChange(change, schemas[name].ddl);
  } catch (error) {
    if (error instanceof OrmdanticError) return `  refused: ${error.message} (${error.code})\n`;
    throw error;
  }
  const said = `${rendered.risk}${rendered.warning === undefined ? "" : `: ${rendered.warning}`}`;
  if ("rebuild" in rendered) return `  the table is copied. ${said}\n`;
  const notes = [...(rendered.outside ? ["outside a transaction"] : []), ...(rendered.unchecked ? ["without foreign keys"] : [])];
  const lines = rendered.statements.map((sql) => `  ${sql};\n`);
  return `  -- ${[said, ...notes].join(", ")}\n${lines.join("")}`;
}

describe.each(Object.keys(units) as ChangeKind[])("the change %s", (kind) => {
  const cases = Object.entries(changeCases[kind]) as [string, (name: SchemaName) => Change][];

  it("is said by every dialect, up and down", async () => {
    const all = cases.map(([title, make]) => {
      const ways = schemaNames.map((name) => {
        const change = make(name);
        const back = unitOf(change).reverse(change);
        return `-- ${name}: ${unitOf(change).describe(change)}\n${text(change, name)}-- ${name}, back: ${unitOf(back).describe(back)}\n${text(back, name)}`;
      });
      return `-- ${title}\n\n${ways.join("\n")}`;
    });
    await expect(all.join("\n\n")).toMatchFileSnapshot(`./changes/${kind}.sql`);
  });

  it("comes back as it was when it is reversed twice", () => {
    for (const [, make] of cases) {
      for (const name of schemaNames) {
        const change = make(name);
        const back = unitOf(change).reverse(change);
        const again = unitOf(back).reverse(back);
        // a constraint of an index, or a type that only grows, comes back in its plainest form
        if (again.kind === change.kind && !("byIndex" in change)) expect(again).toEqual(change);
      }
    }
  });

  it.each(grammarNames)("is well-formed for the grammar of %s", async (name) => {
    const changes = cases.flatMap(([, make]) => [make(name), unitOf(make(name)).reverse(make(name))]);
    expect(
      await complaints(
        name,
        changes.flatMap((change) => statementsOf(change, name)),
      ),
    ).toEqual({});
  });
});

/** None for what the dialect refuses. */
function statementsOf(change: Change, name: SchemaName): readonly string[] {
  try {
    const rendered = renderChange(change, schemas[name].ddl);
    return "statements" in rendered ? [...rendered.statements, ...(rendered.again ?? [])] : [];
  } catch (error) {
    if (error instanceof OrmdanticError) return [];
    throw error;
  }
}
