/** Five changes, each as somebody would write it into the models. */
export interface ChangeStep {
  readonly revision: string;
  readonly title: string;
  edit(models: string): string;
  /** Adds steps of data to the migration, where values have to be moved. */
  data?(migration: string): string;
}

/** The text with every pattern replaced in one class; throws for one that is not there. */
function inClass(models: string, name: string, ...edits: readonly (readonly [pattern: RegExp, text: string])[]): string {
  const start = models.indexOf(`class ${name} `);
  const end = models.indexOf("\nexport class ", start + 1);
  const [head, body, tail] = [models.slice(0, start), models.slice(start, end < 0 ? undefined : end), end < 0 ? "" : models.slice(end)];
  return head + edits.reduce((text, edit) => replaced(text, ...edit), body) + tail;
}

function replaced(text: string, pattern: RegExp, by: string): string {
  if (!pattern.test(text)) throw new Error(`${pattern} is not there:\n${text}`);
  return text.replace(pattern, by);
}

const moved = ["Address", "City", "State", "PostalCode"];
const property = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
const list = moved.map((name) => `"${name}"`).join(", ");
const step = (describe: string, sql: string): string => `describe = "${describe}"\nstatements = ['''${sql}''']\n\n`;

export const steps: readonly ChangeStep[] = [
  {
    revision: "0001-organization",
    title: "1. A column gets another name",
    edit: (models) =>
      inClass(
        models,
        "Customer",
        [/company: z/, "organization: z"],
        [/company: \{ name: "Company"/, 'organization: { name: "Organization", renamedFrom: "Company"'],
      ),
  },
  {
    revision: "0002-half-units",
    title: "2. A column gets another type",
    edit: (models) => inClass(models, "InvoiceLine", [/quantity: z\.int(32)?\(\)/, "quantity: z.number()"]),
  },
  {
    revision: "0003-country",
    title: "3. A column refuses NULL, old rows are filled; another comes with a list of values",
    edit: (models) =>
      inClass(
        inClass(
          models,
          "Customer",
          [/(country: z.*)\.nullable\(\)/, "$1"],
          [/country: \{ name: "Country"/, 'country: { name: "Country", serverDefault: "unknown"'],
        ),
        "Invoice",
        [/(\n\s*total: decimal)/, '\n    status: z.enum(["paid", "open"]),$1'],
        [/(\n\s*total: \{)/, '\n      status: { serverDefault: "paid", enumType: "invoice_status" },$1'],
      ),
  },
  {
    revision: "0004-addresses",
    title: "4. A table is split in two, and its values move",
    edit: (models) => {
      const gone = moved.flatMap((name) => [
        [new RegExp(`\\n\\s*${property(name)}: z.*`), ""] as const,
        [new RegExp(`\\n?\\s*${property(name)}: \\{[^{}]*(\\{[^{}]*\\})?[^{}]*\\},`), ""] as const,
      ]);
      const columns = ["    customerId: z.int(),", ...moved.map((name) => `    ${property(name)}: z.string().max(70).nullable(),`)].join("\n");
      const names = ["CustomerId", ...moved].map((name) => `${property(name)}: { name: "${name}" }`).join(", ");
      const table = `\nexport class CustomerAddress extends table("CustomerAddress", z.object({\n${columns}\n  }), { pk: "customerId", columns: { ${names} } }) {\n  static relations = (r: Relate<typeof CustomerAddress>) => ({ customer: r.belongsTo(Customer, "customerId") });\n}\n`;
      return (
        inClass(models, "Customer", ...gone) +
        table.replace("customerId: z.int()", /customerId: (z\.int(?:32)?\(\))/.exec(models)?.[0] ?? "customerId: z.int()")
      );
    },
    data: (migration) => {
      // up: when the new table is there, before the old columns go; down: when they are back, before the table goes
      const up = step("move the addresses", `insert into "CustomerAddress" ("CustomerId", ${list}) select "CustomerId", ${list} from "Customer"`);
      const back = moved.map((name) => `"${name}" = (select a."${name}" from "CustomerAddress" a where a."CustomerId" = "Customer"."CustomerId")`).join(", ");
      const down = step("move them back", `update "Customer" set ${back} where "CustomerId" > 0`);
      return before(before(migration, "up", /drop column Customer\./, up), "down", /drop table CustomerAddress/, down);
    },
  },
  {
    revision: "0005-refunds",
    title: "5. A list of values grows",
    edit: (models) => inClass(models, "Invoice", [/\["paid", "open"\]/, '["paid", "open", "refunded"]']),
  },
];

/** The migration with a step before the first whose description fits. */
function before(migration: string, way: "up" | "down", described: RegExp, added: string): string {
  const parts = migration.split(`[[${way}]]\n`);
  const at = parts.findIndex((part, i) => i > 0 && described.test(part.split("\n", 1)[0] ?? ""));
  if (at < 0) throw new Error(`there is no step ${described}`);
  return [...parts.slice(0, at), added, ...parts.slice(at)].join(`[[${way}]]\n`);
}
