import { spawn } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../scripts/postgres.mjs";
import { postOf } from "./load";

export interface Peer {
  port: number;
  pid: number;
  requests: Buffer[];
  stop: () => void;
}

/** Cerbos in a process of its own, with as many policies as we have, each with a limit on an argument and a team to be of. */
export async function startCerbos(policies: number, requests: number): Promise<Peer> {
  const folder = fs.mkdtempSync(path.join(tmpdir(), "countersign-bench-cerbos-"));
  const stored = path.join(folder, "policies");
  fs.mkdirSync(stored);
  for (let at = 0; at < policies; at++) fs.writeFileSync(path.join(stored, `server-${at}.yaml`), policyText(at));
  const port = await freePort();
  const config = path.join(folder, "cerbos.yaml");
  fs.writeFileSync(config, configText(port, await freePort(), stored));
  const binary = createRequire(createRequire(import.meta.url).resolve("cerbos/package.json")).resolve(
    "@cerbos/cerbos-linux-x64/cerbos-linux-x64",
  );
  const child = spawn(binary, ["server", `--config=${config}`, "--log-level=error"], { stdio: "ignore" });
  await answering(port);
  const stop = () => {
    child.kill("SIGKILL");
    fs.rmSync(folder, { recursive: true, force: true });
  };
  return {
    port,
    pid: child.pid as number,
    stop,
    requests: Array.from({ length: requests }, (_, at) => requestOf(at, policies)),
  };
}

function requestOf(at: number, policies: number): Buffer {
  const args = { amount: at % 150, currency: "EUR", payee: { iban: `DE${at}` }, note: "as agreed by telephone" };
  const resource = { kind: `server-${at % policies}`, id: `tool_${1 + (at % 2)}`, attr: { arguments: args } };
  const principal = { id: `agt_${at}`, roles: ["agent"], attr: { team: `tem_${at % 40}` } };
  return postOf("/api/check/resources", { requestId: "bench", principal, resources: [{ actions: ["pay"], resource }] });
}

function policyText(at: number): string {
  return `apiVersion: api.cerbos.dev/v1
resourcePolicy:
  version: default
  resource: server-${at}
  rules:
    - actions: ["pay"]
      effect: EFFECT_ALLOW
      roles: ["agent"]
      condition: { match: { expr: "request.resource.attr.arguments.amount <= ${100 + at} && request.principal.attr.team.startsWith('tem_')" } }
`;
}

function configText(http: number, grpc: number, folder: string): string {
  return `server: { httpListenAddr: "127.0.0.1:${http}", grpcListenAddr: "127.0.0.1:${grpc}" }
telemetry: { disabled: true }
storage: { driver: disk, disk: { directory: ${JSON.stringify(folder)}, watchForChanges: false } }
`;
}

async function answering(port: number): Promise<void> {
  for (let attempt = 0; attempt < 120; attempt++) {
    if (
      await fetch(`http://127.0.0.1:${port}/_cerbos/health`).then(
        (found) => found.ok,
        () => false,
      )
    )
      return;
    await sleep(250);
  }
  throw new Error("Cerbos did not answer within 30 seconds.");
}
