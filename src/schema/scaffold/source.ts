/** TypeScript that stands in the source as it is. */
export class Code {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** SQL of the database, as a fragment that may stand wherever SQL may: a default, a condition, a definition. */
export function rawSql(text: string): Code {
  return new Code(`sql\`\${sql.raw(${JSON.stringify(text)})}\``);
}

const widest = 120;

/** A value as TypeScript; members that are undefined are left out. Broken into lines when it is long. */
export function source(value: unknown, indent = ""): string {
  const flat = oneLine(value);
  if (flat.length + indent.length <= widest && !flat.includes("\n")) return flat;
  const inner = `${indent}  `;
  if (value instanceof Code) return value.text;
  if (Array.isArray(value)) return `[\n${value.map((one) => `${inner}${source(one, inner)},\n`).join("")}${indent}]`;
  if (typeof value !== "object" || value === null) return flat;
  const members = definedMembers(value).map(([key, member]) => `${inner}${keyOf(key)}: ${source(member, inner)},\n`);
  return `{\n${members.join("")}${indent}}`;
}

function oneLine(value: unknown): string {
  if (value instanceof Code) return value.text;
  if (typeof value === "bigint") return `${value}n`;
  if (Array.isArray(value)) return `[${value.map(oneLine).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = definedMembers(value).map(([key, member]) => `${keyOf(key)}: ${oneLine(member)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

function definedMembers(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, member]) => member !== undefined);
}

function keyOf(name: string): string {
  return /^[\p{L}_$][\p{L}\p{Nd}_$]*$/u.test(name) && name !== "__proto__" ? name : JSON.stringify(name);
}
