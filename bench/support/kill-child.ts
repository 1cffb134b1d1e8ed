// One decision point in a process of its own: it asks without a pause whether the agent it is told of may act, and tells when it
// last let it and when it first did not. Instants are those of the machine's steady clock, which all its processes share.
import { contextFor } from "@/lib/context";
import { isCountersignError } from "@/lib/errors";
import { type Call, decide, decisionPoint, isAllowed } from "@/lib/policy";
import { SERVER, TOOL } from "./stoppable";

export type ToChild = { ask: string } | { stop: true };
export type FromChild =
  | { ready: true }
  | { allowed: string }
  | { refused: { at: string; code: string } }
  | { killed: string; lastAllow: string; firstDeny: string; decisions: number };

const AT_ONCE = 2;
/** How often it asks again after the first denial: an allow that comes late would be seen. */
const AFTERWARDS = 12;

let current = "";
const tell = (message: FromChild) => process.send?.(message);

process.on("message", (message: ToChild) => {
  if ("stop" in message) process.exit();
  current = message.ask;
});

const callOf = (agentId: string): Call => ({
  agentId,
  instanceId: "ins_bench",
  credentialId: "crd_bench",
  tokenId: "tok_bench",
  strength: "own_key",
  chain: [],
  server: SERVER,
  tool: TOOL,
  action: null,
  arguments: { number: "R-7" },
  resourceIds: [],
  purpose: "",
  network: "",
  workflow: { request: "Read the invoice R-7", personId: null, earlier: [] },
  canDo: [],
});

const seen = { agent: "", lastAllow: 0n, firstDeny: 0n, after: 0, decisions: 0 };

async function askOnce(agentId: string): Promise<void> {
  const ctx = contextFor({ kind: "agent", id: agentId, instanceId: "ins_bench" });
  try {
    note(agentId, await decide(ctx, callOf(agentId), { kind: "agent", id: agentId }));
  } catch (error) {
    tell({ refused: { at: String(process.hrtime.bigint()), code: isCountersignError(error) ? error.code : "?" } });
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function note(agentId: string, answer: Parameters<typeof isAllowed>[0] & { reason: string }): void {
  const at = process.hrtime.bigint();
  if (agentId !== current) return;
  if (seen.agent !== agentId)
    Object.assign(seen, { agent: agentId, lastAllow: 0n, firstDeny: 0n, after: 0, decisions: 0 });
  seen.decisions++;
  if (isAllowed(answer)) {
    if (seen.lastAllow === 0n) tell({ allowed: agentId });
    seen.lastAllow = at;
    return;
  }
  if (answer.reason !== "killed") return;
  if (seen.firstDeny === 0n) seen.firstDeny = at;
  seen.after++;
  if (seen.after !== AFTERWARDS) return;
  const { lastAllow, firstDeny, decisions } = seen;
  tell({ killed: agentId, lastAllow: String(lastAllow), firstDeny: String(firstDeny), decisions });
}

await decisionPoint();
tell({ ready: true });
for (let loop = 0; loop < AT_ONCE; loop++) {
  void (async () => {
    for (;;) {
      if (current) await askOnce(current);
      else await new Promise((resolve) => setTimeout(resolve, 5));
    }
  })();
}
