import type { Connection } from "../dialect/driver.ts";
import type { OrmdanticError } from "../kernel/errors.ts";
import type { Stop } from "./stop.ts";
import type { Use } from "./turns.ts";

/** Where a statement gets its connection from: a pool, or the transaction it belongs to. Whoever takes must give back, once. */
export interface Lane {
  /** Ends everything on this lane early. */
  readonly stop: Stop | undefined;
  /** A connection at once, or undefined when it takes waiting. Throws when there will never be one. */
  tryTake(use: Use): Connection | undefined;
  take(use: Use, stop: Stop | undefined): Promise<Connection>;
  /** `broken`: throw the connection away. */
  give(connection: Connection, broken?: boolean): void;
  /** Is told with what error a statement of this lane ended. */
  noteError(error: OrmdanticError): void;
}

/** A picture of one lane, for diagnostics. */
export interface LaneStats {
  /** Connections open or being opened. */
  readonly size: number;
  readonly idle: number;
  readonly waiting: number;
}

/** A lane that owns its connections. */
export interface OwnerLane extends Lane {
  stats(): LaneStats;
  /** Opens a connection if there is none; waits for nobody's turn. */
  open(): Promise<void>;
  /** Closes all connections at once, those in use too, and turns away who waits: the server is gone. New ones may be made. */
  abandon(): void;
  /** Refuses new takers, waits for the connections in use (for a limited time) and closes all. May be called twice. */
  close(): Promise<void>;
}
