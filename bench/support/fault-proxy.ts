import net from "node:net";

/**
 * What happens to one statement on its way to the server. `unsent`: it never arrives. `unanswered`: it is carried out, and nobody hears
 * of it. Both end the connection; what happens to the process behind it is the caller's affair (`onFault`).
 */
export type Fault = { at: number; kind: "unsent" | "unanswered"; onFault: () => void };

const SIMPLE_QUERY = 0x51;
const SYNC = 0x53;

/**
 * A proxy before PostgreSQL that reads where statements end (the messages Query and Sync of its protocol), so that a fault can be put at
 * the n-th statement from now on, on whichever connection it comes.
 */
export class FaultProxy {
  readonly #server: net.Server;
  readonly #target: number;
  readonly #sockets = new Set<net.Socket>();
  #fault: Fault | null = null;
  #seen = 0;
  port = 0;

  constructor(target: number) {
    this.#target = target;
    this.#server = net.createServer((client) => this.#connect(client));
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.port = (this.#server.address() as net.AddressInfo).port;
  }

  arm(fault: Fault): void {
    this.#seen = 0;
    this.#fault = fault;
  }

  /** @returns how many statements passed since it was armed; null when the fault has happened */
  disarm(): number | null {
    const armed = this.#fault !== null;
    this.#fault = null;
    return armed ? this.#seen : null;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #connect(client: net.Socket): void {
    const server = net.connect(this.#target, "127.0.0.1");
    const reader = new StatementReader();
    let muted = false;
    const end = () => {
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", end);
      socket.on("close", () => {
        this.#sockets.delete(socket);
        end();
      });
    }
    client.on("data", (chunk) => {
      const fault = this.#hit(reader.statementsIn(chunk));
      if (fault?.kind === "unsent") {
        fault.onFault();
        return end();
      }
      if (fault) {
        muted = true;
        // The first byte of the answer says that the statement was carried out.
        server.once("data", () => {
          fault.onFault();
          end();
        });
      }
      server.write(chunk);
    });
    server.on("data", (chunk) => {
      if (!muted) client.write(chunk);
    });
  }

  #hit(statements: number): Fault | null {
    const fault = this.#fault;
    if (!fault) return null;
    this.#seen += statements;
    if (this.#seen < fault.at) return null;
    this.#fault = null;
    return fault;
  }
}

/** Counts the ends of statements in what a client sends, across the borders of packets. */
class StatementReader {
  #rest = Buffer.alloc(0);
  #begun = false;

  statementsIn(chunk: Buffer): number {
    let bytes = Buffer.concat([this.#rest, chunk]);
    let found = 0;
    for (;;) {
      const head = this.#begun ? 5 : 4;
      if (bytes.length < head) break;
      const length = bytes.readInt32BE(head - 4) + head - 4;
      if (bytes.length < length) break;
      if (this.#begun && (bytes[0] === SIMPLE_QUERY || bytes[0] === SYNC)) found += 1;
      this.#begun = true;
      bytes = bytes.subarray(length);
    }
    this.#rest = Buffer.from(bytes);
    return found;
  }
}
