import net from "node:net";

export interface Load {
  port: number;
  /** Whole requests, sent in turn. */
  requests: readonly Buffer[];
  connections: number;
  milliseconds: number;
}

export interface Measured {
  perSecond: number;
  /** Milliseconds, each request's. */
  latencies: number[];
  /** By what stands in the body: how many. */
  allowed: number;
  denied: number;
  failed: number;
}

/** Sends requests over raw connections, one at a time on each, so that the sender costs as little as it can. */
export async function load({ port, requests, connections, milliseconds }: Load): Promise<Measured> {
  const measured: Measured = { perSecond: 0, latencies: [], allowed: 0, denied: 0, failed: 0 };
  const began = performance.now();
  const until = began + milliseconds;
  let next = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = net.connect(port, "127.0.0.1");
      socket.setNoDelay(true);
      await new Promise<void>((resolve, reject) => {
        let sent = 0;
        let waiting = "";
        const send = () => {
          if (performance.now() >= until) {
            socket.end();
            resolve();
            return;
          }
          sent = performance.now();
          socket.write(requests[next++ % requests.length] as Buffer);
        };
        socket.on("connect", send);
        socket.on("error", reject);
        socket.on("data", (chunk) => {
          waiting += chunk.toString("latin1");
          if (!isWhole(waiting)) return;
          measured.latencies.push(performance.now() - sent);
          count(measured, waiting);
          waiting = "";
          send();
        });
      });
    }),
  );
  measured.perSecond = measured.latencies.length / ((performance.now() - began) / 1_000);
  return measured;
}

function isWhole(text: string): boolean {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return false;
  const length = /content-length: (\d+)/i.exec(text.slice(0, end))?.[1];
  if (length !== undefined) return text.length >= end + 4 + Number(length);
  return text.endsWith("0\r\n\r\n");
}

function count(measured: Measured, text: string): void {
  if (!text.startsWith("HTTP/1.1 200")) measured.failed++;
  else if (text.includes('"decision":true') || text.includes("EFFECT_ALLOW")) measured.allowed++;
  else measured.denied++;
}

/** One POST as it travels. */
export function postOf(path: string, body: unknown, headers: Record<string, string> = {}): Buffer {
  const text = JSON.stringify(body);
  const given = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n${given.join("")}\r\n${text}`,
  );
}
