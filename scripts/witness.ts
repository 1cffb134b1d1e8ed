// `witness`: a witness of logs (C2SP tlog-witness) on its own: no database, no console, no setting. Run it on somebody else's machine.
import http from "node:http";
import { parseArgs } from "node:util";
import {
  type AddCheckpoint,
  cosign,
  cosignerOf,
  judgeCheckpoint,
  originOf,
  parseAddCheckpoint,
  parseVerifier,
  type Verifier,
  type WitnessVerdict,
} from "@/lib/transparency";
import { UsageError } from "./cli-errors";
import { Overtaken, WitnessKeeper } from "./witness-keeper";

const USAGE = "witness --dir DIR --name NAME --log VKEY… [--host HOST] [--port PORT]";
/** 63 lines of proof and a checkpoint with some signatures. */
const MOST_BODY_BYTES = 65_536;
const WITHIN_MS = 10_000;
const MOST_ATTEMPTS = 3;

interface Given {
  dir: string;
  name: string;
  logs: ReadonlyMap<string, Verifier>;
  host: string;
  port: number;
}

/** Serves until SIGINT or SIGTERM. @returns 0 */
export async function runWitness(args: string[]): Promise<number> {
  const given = readArgs(args);
  const keeper = new WitnessKeeper(given.dir);
  const server = witnessServer(given, keeper);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(given.port, given.host, resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : given.port;
  console.log(`Witness ${cosignerOf(given.name, keeper.key).vkey}`);
  console.log(`listens at http://${given.host}:${port}/ for ${[...given.logs.keys()].join(", ")}`);
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  keeper.close();
  return 0;
}

/** The witness as a server: POST /add-checkpoint, and GET / for its public key. */
export function witnessServer(given: Pick<Given, "name" | "logs">, keeper: WitnessKeeper): http.Server {
  const server = http.createServer((request, response) => {
    answer(request, given, keeper)
      .catch((error: unknown) => {
        console.error(JSON.stringify({ level: "error", part: "witness", message: String(error) }));
        return { status: 500, type: "text/plain", body: "This witness cannot sign now.\n" };
      })
      .then(({ status, type, body }) => {
        response.writeHead(status, { "content-type": type, "x-content-type-options": "nosniff" }).end(body);
      });
  });
  server.requestTimeout = WITHIN_MS;
  return server;
}

interface Answer {
  status: number;
  type: string;
  body: string;
}

async function answer(
  request: http.IncomingMessage,
  { name, logs }: Pick<Given, "name" | "logs">,
  keeper: WitnessKeeper,
): Promise<Answer> {
  const path = request.url?.split("?", 1)[0];
  if (request.method === "GET" && path === "/") return plain(200, cosignerOf(name, keeper.key).vkey);
  if (path !== "/add-checkpoint") return plain(404, "Ask POST /add-checkpoint.");
  if (request.method !== "POST") return plain(405, "Ask with POST.");
  const body = await bodyOf(request);
  if (body === null) return plain(413, "The request is too long.");
  try {
    const asked = parseAddCheckpoint(body);
    const origin = originOf(asked.note);
    const verdict = judged(asked, logs.get(origin) ?? null, keeper);
    if (verdict.status === 200) {
      return {
        status: 200,
        type: "text/plain; charset=utf-8",
        body: `${cosign(verdict.text, name, keeper.key, new Date())}\n`,
      };
    }
    const forked = verdict.status === 409 && verdict.size === asked.old;
    if (verdict.status === 422 || forked) keepEvidence(keeper, { why: verdict.why, note: asked.note, forked });
    if (verdict.status === 409) return { status: 409, type: "text/x.tlog.size", body: `${verdict.size}\n` };
    return plain(verdict.status, verdict.why);
  } catch (error) {
    if (error instanceof RangeError) return plain(400, error.message);
    throw error;
  }
}

/** The verdict, with the tree on the disk where it may be signed. From reading to writing nothing waits for anything. */
function judged(asked: AddCheckpoint, verifier: Verifier | null, keeper: WitnessKeeper): WitnessVerdict {
  for (let attempt = 0; ; attempt++) {
    const { turn, ...known } = keeper.read(verifier?.name ?? "");
    const verdict = judgeCheckpoint(asked, verifier, known);
    // The same tree once more is signed once more, and needs no room on the disk.
    if (verdict.status !== 200 || (known.root && known.size === verdict.size)) return verdict;
    try {
      keeper.write(verifier?.name ?? "", verdict, turn);
      return verdict;
    } catch (error) {
      if (!(error instanceof Overtaken) || attempt >= MOST_ATTEMPTS) throw error;
    }
  }
}

/** What cannot be kept on a full disk is refused all the same. */
function keepEvidence(keeper: WitnessKeeper, given: { why: string; note: string; forked: boolean }): void {
  try {
    keeper.keepEvidence(given, new Date());
  } catch (error) {
    console.error(JSON.stringify({ level: "error", part: "witness", message: String(error), ...given }));
  }
}

const plain = (status: number, text: string): Answer => ({
  status,
  type: "text/plain; charset=utf-8",
  body: `${text}\n`,
});

async function bodyOf(request: http.IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function readArgs(args: string[]): Given {
  try {
    const { values } = parseArgs({
      args,
      options: {
        dir: { type: "string" },
        name: { type: "string" },
        log: { type: "string", multiple: true },
        host: { type: "string", default: "127.0.0.1" },
        port: { type: "string", default: "8088" },
      },
    });
    const { dir, name, log, host, port } = values;
    if (!dir || !name || !log?.length) throw new RangeError("name a folder, the witness and at least one log");
    if (/[\s+]/.test(name)) throw new RangeError("the name of a witness has no space and no plus");
    if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new RangeError("the port is no port");
    const logs = new Map(log.map((vkey) => parseVerifier(vkey)).map((verifier) => [verifier.name, verifier]));
    return { dir, name, logs, host, port: Number(port) };
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}. Usage: ${USAGE}`);
  }
}
