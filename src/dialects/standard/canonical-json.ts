/** JSON text in which members are sorted by key (UTF-16 order), so that equal values have equal text. For databases that compare JSON as text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const source = value as Readonly<Record<string, unknown>>;
  const made: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(source).sort()) made[key] = sorted(source[key]);
  return made;
}
