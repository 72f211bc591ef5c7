import type { Replication } from "../../dialect/replication.ts";

/**
 * Physical replication. The primary's position is where the next record goes: with synchronous_commit off a transaction is visible before its record is
 * written out.
 */
export const replication: Replication = {
  state:
    "select case when pg_is_in_recovery() then 'replica' else 'primary' end, (case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_insert_lsn() end)::text",
  read: ([role, position]) => ({ role: role === "replica" ? "replica" : "primary", position: typeof position === "string" ? position : undefined }),
  covers: (position, wanted) => lsn(position) >= lsn(wanted),
};

/** Two 32-bit halves in hexadecimal: `16/B374D848`. */
function lsn(text: string): bigint {
  const [high = "0", low = "0"] = text.split("/");
  return (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`);
}
