import type { Rendered, RenderedStatements, Risk } from "../../../schema/dialect.ts";

/** The database has nothing to do for such a change. */
export const nothing = (): RenderedStatements => ({ statements: [], risk: "none" });

/** Nobody has to wait longer than for any statement. */
export const statements = (...all: readonly string[]): RenderedStatements => ({ statements: all, risk: "none" });

export function risky(risk: Risk, warning: string, ...all: readonly string[]): RenderedStatements {
  return { statements: all, risk, warning };
}

export function rebuild(risk: Risk = "rewrites", warning?: string): Rendered {
  return { rebuild: true, risk, ...(warning === undefined ? {} : { warning }) };
}
