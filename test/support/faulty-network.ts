import { createServer, connect as open, type Server, type Socket } from "node:net";

/** What happens to a chunk on its way: it goes on, is swallowed, or ends the connection (before or after it went on). */
export type Fate = "forward" | "drop" | "cut" | "forward-and-cut";

interface Pair {
  readonly client: Socket;
  readonly upstream: Socket;
}

/** A way to a server that can break in all the ways a network does. */
export class FaultyNetwork implements AsyncDisposable {
  /** Asked for every chunk the client sends, and every chunk the server sends. */
  fromClient: (chunk: Buffer) => Fate = () => "forward";
  fromServer: (chunk: Buffer) => Fate = () => "forward";
  readonly #server: Server;
  readonly #pairs = new Set<Pair>();
  readonly #lost = new WeakSet<Pair>();
  readonly #host: string;
  readonly #port: number;
  #accepted = 0;
  #refusing = false;

  private constructor(host: string, port: number) {
    this.#host = host;
    this.#port = port;
    this.#server = createServer((client) => this.#serve(client));
  }

  static async to(url: string, defaultPort: number): Promise<FaultyNetwork> {
    const target = new URL(url);
    const proxy = new FaultyNetwork(target.hostname, Number(target.port) || defaultPort);
    await new Promise<void>((resolve) => proxy.#server.listen(0, "127.0.0.1", resolve));
    return proxy;
  }

  /** The URL that leads through here. */
  through(url: string): string {
    const address = this.#server.address();
    const own = new URL(url);
    own.host = `127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
    return own.href;
  }

  /** Connections made so far. */
  get accepted(): number {
    return this.#accepted;
  }
  get open(): number {
    return this.#pairs.size;
  }

  /** Nothing gets through any more, in either direction, and nobody is told; new connections are taken and led nowhere. */
  blackHole(): void {
    this.fromClient = () => "drop";
    this.fromServer = () => "drop";
  }
  /** The connections there are lead nowhere from now on; new ones work. */
  swallowOpen(): void {
    for (const pair of this.#pairs) this.#lost.add(pair);
  }
  /** Ends all connections; `refusing`: and takes no new ones. */
  cut(refusing = false): void {
    this.#refusing = refusing;
    for (const { client, upstream } of this.#pairs) {
      client.destroy();
      upstream.destroy();
    }
  }
  /** All is well again, for connections made from now on; those that lost something on their way are ended. */
  heal(): void {
    this.fromClient = () => "forward";
    this.fromServer = () => "forward";
    this.cut();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #serve(client: Socket): void {
    this.#accepted++;
    if (this.#refusing) {
      client.destroy();
      return;
    }
    const upstream = open(this.#port, this.#host);
    const pair = { client, upstream };
    this.#pairs.add(pair);
    for (const socket of [client, upstream]) socket.setNoDelay(true).on("error", () => undefined);
    const end = (): void => {
      this.#pairs.delete(pair);
      client.destroy();
      upstream.destroy();
    };
    client.on("data", (chunk: Buffer) => pass(chunk, client, upstream, this.#lost.has(pair) ? "drop" : this.fromClient(chunk), end));
    upstream.on("data", (chunk: Buffer) => pass(chunk, upstream, client, this.#lost.has(pair) ? "drop" : this.fromServer(chunk), end));
    client.on("close", end);
    upstream.on("close", end);
  }
}

/** Holds back who sends faster than the other reads: a stream must not end up in here. */
function pass(chunk: Buffer, from: Socket, to: Socket, fate: Fate, end: () => void): void {
  if (fate === "forward") {
    if (to.write(chunk)) return;
    from.pause();
    to.once("drain", () => from.resume());
    return;
  }
  if (fate === "forward-and-cut") to.write(chunk, () => setTimeout(end, 200));
  else if (fate === "cut") end();
}
