import http from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

interface Call {
  path: string;
  headers: Record<string, string>;
  body: string;
}

export interface Receiver {
  /** `http://127.0.0.1:port`, which COUNTERSIGN_INTERNAL_HOSTS must name as 127.0.0.1. */
  url: string;
  calls: Call[];
  /** What is answered: by path, 200 where nothing is said. */
  answers: Map<string, number>;
  stop: () => Promise<void>;
}

/** A real receiver of webhooks on loopback that keeps what it is sent. */
export async function startReceiver(): Promise<Receiver> {
  const calls: Call[] = [];
  const answers = new Map<string, number>();
  const server = http.createServer((request, response) => {
    text(request).then(
      (body) => {
        const path = request.url ?? "";
        calls.push({ path, headers: request.headers as Record<string, string>, body });
        response.writeHead(answers.get(path) ?? 200).end("whatever");
      },
      () => {}, // whoever sent it has died in the middle of it
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls, answers, stop };
}
