/** Takes secrets out of texts made by others, as they are and as they stand in URLs. */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const forms = new Set(secrets.flatMap((secret) => [secret, encodeURIComponent(secret), encodeURI(secret)]));
  forms.delete("");
  if (forms.size === 0) return (text) => text;
  // Longest first: one secret may be part of another.
  const longestFirst = [...forms].sort((a, b) => b.length - a.length).map((form) => form.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  const pattern = new RegExp(longestFirst.join("|"), "gi");
  return (text) => text.replace(pattern, "***");
}

/** Replaces quoted texts that are parameters of the statement: server messages like to repeat the value they refuse. */
export function withoutValues(text: string, parameters: readonly unknown[]): string {
  if (parameters.length === 0 || !/['"`]/.test(text)) return text;
  const values = new Set(
    parameters
      .slice(0, 10_000)
      .flatMap((value) => (Array.isArray(value) ? value.slice(0, 10_000) : [value]))
      .map(String),
  );
  return text.replace(/'([^']*)'|"([^"]*)"/g, (quoted, single?: string, double?: string) => (values.has(single ?? double ?? "") ? "<value>" : quoted));
}
