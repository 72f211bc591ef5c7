import type { Replication } from "../../dialect/replication.ts";

/** What follows refuses writes, as a rule; but a server that takes them may follow another all the same. */
const read: Replication["read"] = ([readOnly, position]) => ({
  role: /^(?:0|off)$/i.test(String(readOnly)) ? "writable" : "replica",
  position: typeof position === "string" && position !== "" ? position : undefined,
});

/** The last transaction of each domain: `0-1-100,1-2-7`. */
export const mariadbReplication: Replication = {
  state: "select @@global.read_only, @@global.gtid_current_pos",
  read,
  covers: (position, wanted) => {
    const seen = lastByDomain(position);
    return [...lastByDomain(wanted)].every(([domain, last]) => (seen.get(domain) ?? -1n) >= last);
  },
};

function lastByDomain(text: string): ReadonlyMap<string, bigint> {
  return new Map(
    text.split(",").map((gtid) => {
      const [domain = "", , sequence = "0"] = gtid.trim().split("-");
      return [domain, BigInt(sequence)];
    }),
  );
}

type Interval = readonly [first: bigint, last: bigint];

/** All transactions, by the server they come from: `uuid:1-5:7,uuid:tag:1-3`. */
export const mysqlReplication: Replication = {
  state: "select @@global.read_only or @@global.super_read_only, if(@@global.gtid_mode in ('ON', 'ON_PERMISSIVE'), @@global.gtid_executed, '')",
  read,
  covers: (position, wanted) => {
    const seen = intervalsBySource(position);
    return [...intervalsBySource(wanted)].every(([source, intervals]) =>
      intervals.every(([first, last]) => seen.get(source)?.some((interval) => interval[0] <= first && interval[1] >= last) ?? false),
    );
  },
};

function intervalsBySource(text: string): ReadonlyMap<string, readonly Interval[]> {
  const found = new Map<string, Interval[]>();
  for (const set of text.split(",")) {
    const [uuid = "", ...parts] = set.trim().toLowerCase().split(":");
    let source = uuid;
    for (const part of parts) {
      if (/^\d/.test(part)) {
        const [first = "0", last = first] = part.split("-");
        found.set(source, [...(found.get(source) ?? []), [BigInt(first), BigInt(last)]]);
      } else source = `${uuid}:${part}`;
    }
  }
  return found;
}
