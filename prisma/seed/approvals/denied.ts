import { evaluateWithApproval } from "@/lib/approvals/using/evaluate-with-approval";
import { contextFor } from "@/lib/context";
import { db } from "@/lib/db";
import { decisionPoint } from "@/lib/policy";
import { daysBefore } from "../time";
import { ask, callOf } from "./ask";
import { tell } from "./past";
import type { AskedScene } from "./scenes";
import type { Story } from "./story";

const DAYS_AGO = 5.3;
const TTL_SECONDS = 1_800;
const AGAIN_AFTER_SECONDS = 260;

const INVOICE = "CI-2026-5841";
/** Two figures of the amount are swapped: the order says 12,450. */
const LARGE_PAYMENT: AskedScene = {
  ...{ agent: "Invoice matcher", environment: "production", server: "Treasury gateway", tool: "propose_payment" },
  request: () => `Match invoice ${INVOICE} with order PO-89060.`,
  arguments: () => ({ account: "NO-OPS-1", beneficiary: "BEN-2207", amount: 14_250, reference: INVOICE }),
  earlier: () => [
    {
      ...{ server: "ERP connector", tool: "find_invoice", arguments: { query: INVOICE, limit: 5 } },
      result: `[{"invoice":"${INVOICE}","carrier":"BEN-2207","amount":14250}]`,
    },
  ],
  justification: () => `Invoice ${INVOICE} matches PO-89060 and is due on Friday.`,
};
const STORY: Story = {
  ...{ status: "denied", viewedAfter: 96, usedAfter: null, endedAfter: 171, joined: 0 },
  votes: [
    {
      ...{ by: "daniel", answer: "deny", reason: "wrong_amount", after: 171, dwellMillis: 74_000 },
      text: "The order says 12,450: two figures of the invoice are swapped. Ask the carrier for a new one.",
    },
  ],
};

/** A payment above the limit that a person denied, and that the agent then tried all the same, naming the answer it had been given. */
export async function seedDeniedCall(now: Date): Promise<void> {
  const call = await callOf(LARGE_PAYMENT, 0);
  if (!call) return;
  const at = daysBefore(now, DAYS_AGO);
  const asked = { call, at, justification: LARGE_PAYMENT.justification(0), ttlSeconds: TTL_SECONDS };
  const id = await ask(asked, (tx, _ctx, row) => tell(tx, row, { story: STORY, at }));
  if (!id) throw new Error("nobody was asked about the large payment");
  const { handle, correlationId } = await db().approval.findUniqueOrThrow({
    where: { id },
    select: { handle: true, correlationId: true },
  });
  const agent = { kind: "agent", id: call.agentId } as const;
  const later = new Date(at.getTime() + AGAIN_AFTER_SECONDS * 1_000);
  const ctx = contextFor({ ...agent, instanceId: call.instanceId ?? "" }, { now: later, correlationId });
  const point = await decisionPoint("seed");
  const { refusal } = await evaluateWithApproval(point, ctx, {
    call,
    caller: agent,
    reference: { handle },
    useKey: null,
  });
  if (refusal !== "denied") throw new Error(`the second try of the large payment ended with ${refusal}`);
}
