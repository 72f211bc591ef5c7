import type { Dialect } from "../../dialect/dialect.ts";
import { ConfigurationError } from "../../kernel/errors.ts";
import type { DatabaseUrl } from "../url.ts";

/** Servers that follow the one of the URL, for reads. */
export interface ReplicaOptions {
  /** URLs of replicas: reads outside transactions go there. The pool options hold for each of them. */
  readonly replicas?: readonly string[] | undefined;
  /** Milliseconds a replica may be behind, at least 100. One that is further behind, or may be, gets no reads. Default 5 s. */
  readonly replicaLag?: number | undefined;
}

const usualLag = 5_000;
const leastLag = 100;

/** Throws ConfigurationError unless reads can go to these servers with this limit. */
export function checkReplicas(dialect: Dialect, primary: DatabaseUrl, replicas: readonly DatabaseUrl[], lag: number = usualLag): number {
  if (!Number.isFinite(lag) || lag < leastLag) throw badReplicas(`replicaLag must be a number of milliseconds, ${leastLag} or more`);
  if (replicas.length === 0) return lag;
  if (dialect.replication === undefined) throw badReplicas(`replicas of ${dialect.name} cannot be used; leave the option out`);
  for (const replica of replicas) {
    if (replica.driver !== primary.driver) throw badReplicas("replicas have the same driver as the primary; name it in all of their URLs, or in none");
    dialect.checkOptions?.(replica.options);
  }
  return lag;
}

export function badReplicas(message: string): ConfigurationError {
  return new ConfigurationError("CONFIGURATION.BAD_REPLICAS", message);
}
