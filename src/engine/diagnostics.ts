import { type TracingChannel, tracingChannel } from "node:diagnostics_channel";
import type { Dialect } from "../dialect/dialect.ts";
import { isPromise, type MaybePromise } from "../kernel/chain.ts";
import type { DatabaseUrl } from "./url.ts";

/** What subscribers of our channels get: OpenTelemetry's stable names; never values of parameters. `error` and `result` are added on the way. */
export interface Trace {
  readonly "db.system.name": string;
  readonly "db.namespace"?: string;
  readonly "server.address"?: string;
  readonly "server.port"?: number;
  readonly "db.operation.name"?: string;
  readonly "db.collection.name"?: string;
  readonly "db.query.text"?: string;
  readonly "db.operation.batch.size"?: number;
  "db.response.returned_rows"?: number;
  error?: unknown;
}

type Channel = TracingChannel<Trace, Trace>;

export const queryChannel: Channel = tracingChannel("ormdantic:query");
export const transactionChannel: Channel = tracingChannel("ormdantic:transaction");
export const acquireChannel: Channel = tracingChannel("ormdantic:pool:acquire");

/** The part that is the same for all traces of a database. */
export function traceBase(dialect: Dialect, { options }: DatabaseUrl): Trace {
  const port = options.port ?? dialect.defaultPort;
  return {
    "db.system.name": dialect.system,
    ...(options.database === undefined ? {} : { "db.namespace": options.database }),
    ...(options.host === undefined ? {} : { "server.address": options.host, ...(port === undefined ? {} : { "server.port": port }) }),
  };
}

/** Runs `body` in a span of `channel`; the span's stores are set while it runs. Ask `hasSubscribers` first: this is not the cheap path. */
export function traced<T>(channel: Channel, trace: Trace, body: () => MaybePromise<T>): MaybePromise<T> {
  return channel.start.runStores(trace, (): MaybePromise<T> => {
    try {
      const answer = body();
      return isPromise(answer) ? settle(channel, trace, answer) : answer;
    } catch (error) {
      trace.error = error;
      channel.error.publish(trace);
      throw error;
    } finally {
      channel.end.publish(trace);
    }
  });
}

async function settle<T>(channel: Channel, trace: Trace, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    trace.error = error;
    channel.error.publish(trace);
    throw error;
  } finally {
    channel.asyncStart.publish(trace);
    channel.asyncEnd.publish(trace);
  }
}
