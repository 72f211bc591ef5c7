import type { Capabilities } from "../../dialect/capabilities.ts";

export const capabilities: Capabilities = {
  returning: { insert: "into", upsert: "none", update: "into", delete: "into" },
  bulkInsert: "values",
  // Only the INSERT of one row can give back what the database filled.
  bulkRows: [1],
  generatedUuids: "process",
  bulkKeys: "in-order",
  upsert: "merge",
  shortList: 64,
  joinedParents: 200,
  writesReadingThemselves: "direct",
  maxParameters: 65_535,
  paging: "fetch",
  writers: "many",
  transactionalDdl: false,
  emptyText: "null",
  identifiers: { longest: 128, counted: "bytes" },
  cancel: "server",
  isolationLevels: ["read committed", "serializable"],
  readOnlyTransactions: true,
  deferrableTransactions: false,
  arrays: "json",
  support: "rendered",
};
