import type { Capabilities } from "../../dialect/capabilities.ts";

export const capabilities: Capabilities = {
  returning: { insert: "returning", upsert: "returning", update: "returning", delete: "returning" },
  bulkInsert: "values",
  bulkRows: [64, 16],
  generatedUuids: "process",
  bulkKeys: "last-insert-id",
  upsert: "on-conflict",
  shortList: 0,
  joinedParents: 20,
  maxParameters: 32_766,
  paging: "limit",
  writers: "one",
  transactionalDdl: true,
  emptyText: "kept",
  identifiers: { longest: "any" },
  cancel: "between-statements",
  isolationLevels: ["serializable"],
  readOnlyTransactions: true,
  deferrableTransactions: false,
  arrays: "json",
  support: "run",
};
