// Access tokens for agents over HTTP: how many a second, per core of the machines' door, with the work of the clients and without.
import { type ChildProcess, spawn } from "node:child_process";
import { generateKeyPairSync, type KeyObject, randomUUID } from "node:crypto";
import { once } from "node:events";
import http from "node:http";
import { calculateJwkThumbprint, SignJWT } from "jose";
import pg from "pg";
import { newId } from "@/lib/ids";
import { freePort } from "../scripts/postgres.mjs";
import { median, onStage, percentile, printTable, round } from "./audit-stage";
import { processorSeconds } from "./support/processor";

const INSTANCES = 200;
const TOKENS = 1_500;
const AT_ONCE = 16;
const ROUNDS = 3;
const PROMISED = 150;

interface Client {
  id: string;
  kid: string;
  key: KeyObject;
  jwk: object;
}

interface Asked {
  body: string;
  dpop?: string;
}

export function run(): Promise<void> {
  return onStage(async ({ url, serverPid }) => {
    const origin = `http://127.0.0.1:${await freePort()}`;
    const door = await openDoor(origin);
    try {
      const plain = await fill(url, "low");
      const bound = await fill(url, "high");
      const pids = { door: door.pid ?? 0, postgres: serverPid };
      await ask(origin, await Promise.all(plain.map((client) => signed(client, origin, false))));
      const rows = [];
      for (const [name, clients, withProof] of [
        ["key (ES256)", plain, false],
        ["key and DPoP proof", bound, true],
      ] as const) {
        rows.push(await measured(name, { origin, clients, withProof, pids }));
      }
      printTable([["", "measured", "promise", ""], ...rows.flat()]);
    } finally {
      door.kill("SIGTERM");
      await once(door, "exit");
    }
  });
}

async function openDoor(origin: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["--import", "tsx", "api/server.ts"], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    // Behind one proxy, so that the load can come from as many addresses as agents have.
    env: { ...process.env, API_PORT: new URL(origin).port, COUNTERSIGN_API_URL: origin, COUNTERSIGN_PROXIES: "1" },
  });
  await once(child, "message");
  return child;
}

async function fill(url: string, tier: "low" | "high"): Promise<Client[]> {
  const client = new pg.Client(url);
  await client.connect();
  const made: Client[] = [];
  for (let index = 0; index < INSTANCES; index++) {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const jwk = publicKey.export({ format: "jwk" });
    const [agentId, id, kid] = [newId("agt"), newId("ins"), await calculateJwkThumbprint(jwk as never)];
    await client.query(
      "insert into agents (id, name, environment, status, tier) values ($1, $2, 'production', 'active', $3)",
      [agentId, `Agent ${tier} ${index}`, tier],
    );
    await client.query("insert into agent_instances (id, agent_id, name, created_at) values ($1, $2, 'first', now())", [
      id,
      agentId,
    ]);
    await client.query(
      `insert into credentials (id, agent_id, instance_id, kind, strength, public_jwk, thumbprint, created_at, rotation_due_at)
       values ($1, $2, $3, 'key', 'own_key', $4, $5, now(), now() + interval '90 days')`,
      [newId("crd"), agentId, id, JSON.stringify(jwk), kid],
    );
    made.push({ id, kid, key: privateKey, jwk });
  }
  await client.query("vacuum analyze agents, agent_instances, credentials");
  await client.end();
  return made;
}

async function signed({ id, kid, key, jwk }: Client, origin: string, withProof: boolean): Promise<Asked> {
  const assertion = await new SignJWT({})
    .setProtectedHeader({ alg: "ES256", kid })
    .setIssuer(id)
    .setSubject(id)
    .setAudience(origin)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime("4m")
    .sign(key);
  const body = new URLSearchParams({
    grant_type: "client_credentials",
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: assertion,
  }).toString();
  if (!withProof) return { body };
  const dpop = await new SignJWT({ htm: "POST", htu: `${origin}/oauth/token` })
    .setProtectedHeader({ alg: "ES256", typ: "dpop+jwt", jwk: jwk as never })
    .setJti(randomUUID())
    .setIssuedAt()
    .sign(key);
  return { body, dpop };
}

const agent = new http.Agent({ keepAlive: true, maxSockets: AT_ONCE });

function send(origin: string, { body, dpop }: Asked, from: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    "content-length": Buffer.byteLength(body),
    "x-forwarded-for": `10.${(from >> 16) & 255}.${(from >> 8) & 255}.${from & 255}`,
    ...(dpop ? { dpop } : {}),
  };
  const request = http.request(`${origin}/oauth/token`, { method: "POST", agent, headers }, (response) => {
    response.resume();
    response.on("end", () => (response.statusCode === 200 ? resolve() : reject(new Error(`${response.statusCode}`))));
  });
  request.on("error", reject);
  request.end(body);
  return promise;
}

/** @returns milliseconds of each */
async function ask(origin: string, requests: readonly (Asked | (() => Promise<Asked>))[]): Promise<number[]> {
  const spent: number[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let at = next++; at < requests.length; at = next++) {
        const began = performance.now();
        const request = requests[at] as Asked | (() => Promise<Asked>);
        await send(origin, typeof request === "function" ? await request() : request, at);
        spent.push(performance.now() - began);
      }
    }),
  );
  return spent;
}

interface Load {
  origin: string;
  clients: readonly Client[];
  withProof: boolean;
  pids: { door: number; postgres: number };
}

async function measured(name: string, { origin, clients, withProof, pids }: Load) {
  const rates: number[] = [];
  const withClients: number[] = [];
  const spent: number[] = [];
  const processor = { door: 0, postgres: 0 };
  for (let index = 0; index < ROUNDS; index++) {
    const of = (at: number) => clients[at % clients.length] as Client;
    const ready = await Promise.all(Array.from({ length: TOKENS }, (_, at) => signed(of(at), origin, withProof)));
    const before = { door: processorSeconds(pids.door), postgres: processorSeconds(pids.postgres) };
    let began = performance.now();
    spent.push(...(await ask(origin, ready)));
    rates.push((TOKENS / (performance.now() - began)) * 1000);
    processor.door += processorSeconds(pids.door) - before.door;
    processor.postgres += processorSeconds(pids.postgres) - before.postgres;
    began = performance.now();
    await ask(
      origin,
      Array.from({ length: TOKENS }, (_, at) => () => signed(of(at), origin, withProof)),
    );
    withClients.push((TOKENS / (performance.now() - began)) * 1000);
  }
  const issued = TOKENS * ROUNDS;
  const ms = (seconds: number) => `${((seconds * 1000) / issued).toFixed(2)} ms`;
  const perCore = issued / processor.door;
  return [
    [
      `${name}: per core of the door`,
      `${round(perCore)}/s`,
      `${PROMISED}/s`,
      `${ms(processor.door)} of processor a token`,
    ],
    [
      `${name}: per core, database included`,
      `${round(issued / (processor.door + processor.postgres))}/s`,
      "",
      `PostgreSQL ${ms(processor.postgres)}`,
    ],
    [
      `${name}: as it went`,
      `${round(median(rates))}/s`,
      "",
      `p50 ${median(spent).toFixed(1)} ms, p99 ${percentile(spent, 0.99).toFixed(1)} ms, ${AT_ONCE} at once`,
    ],
    [`${name}: with the clients' signing`, `${round(median(withClients))}/s`, "", "on the same machine"],
  ] as [string, string, string, string][];
}
