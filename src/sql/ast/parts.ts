/** What the families of nodes are made of besides themselves; `ast.ts` says what stands for each, so that no family imports another. */
export interface Parts {
  readonly expression: unknown;
  readonly value: unknown;
  readonly parameter: unknown;
  readonly column: unknown;
  readonly call: unknown;
  readonly ordering: unknown;
  readonly projection: unknown;
  readonly select: unknown;
  readonly query: unknown;
  readonly writing: unknown;
  readonly table: unknown;
  readonly source: unknown;
  readonly join: unknown;
  readonly paging: unknown;
  readonly lock: unknown;
  readonly cte: unknown;
  readonly assignment: unknown;
  readonly rows: unknown;
}
