import type { Capabilities } from "../../dialect/capabilities.ts";

export const capabilities: Capabilities = {
  returning: { insert: "returning", upsert: "returning", update: "returning", delete: "returning" },
  bulkInsert: "arrays",
  bulkRows: [10_000],
  generatedUuids: "server",
  bulkKeys: "in-order",
  upsert: "on-conflict",
  shortList: 0,
  joinedParents: 200,
  writesReadingThemselves: "direct",
  maxParameters: 65_535,
  paging: "limit",
  writers: "many",
  transactionalDdl: true,
  emptyText: "kept",
  identifiers: { longest: 63, counted: "bytes" },
  cancel: "server",
  // "read uncommitted" is accepted by the server and means "read committed".
  isolationLevels: ["read uncommitted", "read committed", "repeatable read", "serializable"],
  readOnlyTransactions: true,
  deferrableTransactions: true,
  arrays: "native",
  support: "run",
};
