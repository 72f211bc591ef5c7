import { type Lanes, type LanesOptions, openConnection, openLanes } from "../lanes.ts";
import type { DatabaseUrl } from "../url.ts";
import { Member } from "./member.ts";
import { Probe } from "./probe.ts";
import { badReplicas } from "./replica-options.ts";
import { Replicas, type ReplicasHost } from "./replicas.ts";

export interface ReplicaServer {
  readonly url: DatabaseUrl;
  readonly options: LanesOptions;
}

/** Replicas beside a primary whose connections are there already. Throws ConfigurationError for databases in this process. */
export function openReplicas(host: ReplicasHost, primary: ReplicaServer, lanes: Lanes, replicas: readonly ReplicaServer[]): Replicas {
  if (lanes.single) throw badReplicas("a database in this process has no replicas; leave the option out");
  const member = ({ url, options }: ReplicaServer, own: Lanes): Member =>
    new Member(url.shown, own, new Probe(() => openConnection(options), host.replication));
  return new Replicas(
    host,
    member(primary, lanes),
    replicas.map((replica) => member(replica, openLanes(replica.options))),
  );
}
