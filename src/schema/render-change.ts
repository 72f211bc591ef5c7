import type { Change } from "./changes/units.ts";
import type { Ddl, Rendered } from "./dialect.ts";

/** What a dialect says to a change. Kind and renderer agree by construction, which TypeScript cannot follow, hence the cast. */
export function renderChange(change: Change, ddl: Ddl): Rendered {
  return (ddl[change.kind] as (change: Change) => Rendered)(change);
}
