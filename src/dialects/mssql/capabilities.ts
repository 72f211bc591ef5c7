import type { Capabilities } from "../../dialect/capabilities.ts";

export const capabilities: Capabilities = {
  returning: { insert: "output", upsert: "output", update: "output", delete: "output" },
  bulkInsert: "values",
  bulkRows: [100],
  generatedUuids: "server",
  // Many rows are written by a MERGE that carries the input's ordinal.
  bulkKeys: "in-order",
  upsert: "merge",
  shortList: 64,
  // 2100 of a procedure call, two of which are taken by the statement and its declarations.
  joinedParents: 200,
  writesReadingThemselves: "direct",
  maxParameters: 2098,
  paging: "fetch",
  writers: "many",
  transactionalDdl: true,
  emptyText: "kept",
  identifiers: { longest: 128, counted: "characters" },
  cancel: "server",
  isolationLevels: ["read uncommitted", "read committed", "repeatable read", "serializable", "snapshot"],
  readOnlyTransactions: false,
  deferrableTransactions: false,
  arrays: "json",
  support: "rendered",
};
