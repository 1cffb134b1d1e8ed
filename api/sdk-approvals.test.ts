import http from "node:http";
import type { AddressInfo } from "node:net";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { closeApprovalsFeed, decideApproval } from "@/lib/approvals";
import { db, sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import { closeDecisionPoint } from "@/lib/policy";
import { contextAs } from "@/lib/testing/contexts";
import { seedDecidingAgent, seedGrant } from "@/lib/testing/deciding";
import { seedReviewers } from "@/lib/testing/holding";
import { giveKey, type Instance, keyPair, type Pair } from "@/lib/testing/instances";
import { seedOrganisation } from "@/lib/testing/inventory";
import { testLog } from "@/lib/testing/log";
import { type ApprovalOptions, Client, Denied, NotApproved } from "../sdk/index";
import { answer } from "./router";

let base = "";
const server = http.createServer((request, response) => void answer(request, response, pino({ level: "silent" })));
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env.COUNTERSIGN_API_URL = base;
});
testLog();

let of: Instance;
let pair: Pair;

beforeAll(async () => {
  await seedOrganisation();
  await seedReviewers();
  const agentId = await seedDecidingAgent({ name: "Bookkeeper" });
  of = { agentId, instanceId: newId("ins") };
  await db().agentInstance.create({ data: { id: of.instanceId, agentId, name: "first", createdAt: new Date() } });
  pair = await keyPair("EdDSA");
  await giveKey(of, pair);
  await seedGrant(agentId, { tool: "pay_invoice", actions: ["pay"] });
});
afterAll(async () => {
  await closeApprovalsFeed();
  server.closeAllConnections();
  server.close();
  await closeDecisionPoint();
});

type Payment = { amount: number; iban: string; reference: string };
type Answer = "approve" | "deny";

const payment = (): Payment => ({ amount: 9400, iban: "DE02120300000000202051", reference: newId("req") });
const clientOf = (approvals: ApprovalOptions = {}) =>
  new Client({ url: base, ...of, key: pair.privateKey.export({ format: "jwk" }), approvals });

/** An agent's tool for payments; what it is asked for, nobody has said. */
function payer(run: (args: Payment) => unknown, approvals: ApprovalOptions = {}) {
  const work = clientOf(approvals).begin({ request: "What does invoice 881 say?" });
  return work.tool<Payment, unknown>({ server: "Books", name: "pay_invoice", run });
}

const rowBy = async (handle: string) => {
  const row = await db().approval.findUniqueOrThrow({ where: { handle } });
  return { ...row, receipt: row.receipt as { [key: string]: unknown } | null };
};

/** Rita, who looks at whatever waits, and answers it. */
async function decide(handle: string, answered: Answer, over: object = {}): Promise<void> {
  const { id, digest } = await rowBy(handle);
  const reason = answered === "deny" ? { reason: "wrong_target" as const } : {};
  const input = { id, digest, answer: answered, opened: [], dwellMillis: 4_000, ...reason, ...over };
  await decideApproval(contextAs("reviewer", { id: "per_rita", now: new Date() }), input);
}
/** Done while an agent waits for it; a test is over when it is, and fails where it does. */
function beside(work: Promise<unknown>): void {
  const done = Promise.allSettled([work]);
  onTestFinished(async () => {
    for (const one of await done) if (one.status === "rejected") throw one.reason;
  });
}
const thatDecides = (answered: Answer, over: object = {}): ApprovalOptions => ({
  onWaiting: (handle) => beside(decide(handle, answered, over)),
});
const caught = async (running: Promise<unknown>) => {
  const error = await running.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(NotApproved);
  return error as NotApproved;
};

describe("W3 X1 an agent waits for people", () => {
  it("runs exactly what was approved, once, and says what came of it without saying what", async () => {
    const run = vi.fn((_: Payment) => ({ reference: "TX-77" }));
    const told = vi.fn((handle: string) => beside(decide(handle, "approve")));
    const given = payment();
    const asked = { ...given };
    const running = payer(run, { onWaiting: told, justification: "The carrier waits." })(given);
    given.amount = 1;
    expect(await running).toEqual({ reference: "TX-77" });
    expect(run).toHaveBeenCalledExactlyOnceWith(asked);
    expect(() => Object.assign(run.mock.calls[0]?.[0] ?? {}, { amount: 2 })).toThrow(TypeError);
    const [handle, reviewUrl] = told.mock.calls[0] as unknown as [string, string];
    const row = await rowBy(handle);
    expect(reviewUrl).toMatch(new RegExp(`/approvals/${row.id}$`));
    expect(row).toMatchObject({ status: "executed", justification: "The carrier waits." });
    expect(row.receipt).toEqual({ resultDigest: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it("runs the smaller action that a reviewer made of it", async () => {
    const run = vi.fn((_: Payment) => "paid");
    const given = payment();
    await payer(run, thatDecides("approve", { narrowed: { arguments: { ...given, amount: 100 } } }))(given);
    expect(run).toHaveBeenCalledExactlyOnceWith({ ...given, amount: 100 });
  });

  it("tells a denial with its reason, and does not run", async () => {
    const run = vi.fn();
    const no = await caught(payer(run, thatDecides("deny", { text: "We do not know this account." }))(payment()));
    expect([no.status, no.message]).toEqual(["denied", expect.stringContaining("We do not know this account.")]);
    expect(run).not.toHaveBeenCalled();
  });

  it("asks no person twice for the same after a no", async () => {
    const given = payment();
    await caught(payer(() => "paid", thatDecides("deny"))(given));
    const again = await caught(payer(() => "paid")(given));
    expect([again.status, again.handle, again.message]).toEqual(["refused", null, expect.stringContaining("denied")]);
  });

  it("does not wait where it was told not to", async () => {
    const error = await payer(() => "paid", { wait: false })(payment()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Denied);
    expect(error).not.toBeInstanceOf(NotApproved);
  });

  it("reports a tool that failed, and one of which nobody can say whether it has", async () => {
    for (const [name, status] of [
      ["Error", "failed"],
      ["TimeoutError", "unknown"],
    ] as const) {
      let waiting = "";
      const run = () => {
        throw Object.assign(new Error("The bank hung up."), { name });
      };
      const paying = payer(run, {
        onWaiting: (handle) => {
          waiting = handle;
          beside(decide(handle, "approve"));
        },
      });
      await expect(paying(payment())).rejects.toThrow("The bank hung up.");
      expect(await rowBy(waiting)).toMatchObject({ status, receipt: { error: name } });
    }
  });
});

describe("A6 waiting ends without an answer", () => {
  it("after its time, with a handle by which another process goes on, once", async () => {
    const given = payment();
    const late = await caught(payer(() => "paid", { timeoutMilliseconds: 50 })(given));
    expect([late.status, late.handle]).toEqual(["timed_out", expect.any(String)]);
    const handle = late.handle ?? "";
    await decide(handle, "approve");
    const run = vi.fn((_: Payment) => "paid");
    expect(await payer(run)(given, { handle })).toBe("paid");
    expect((await rowBy(handle)).status).toBe("executed");
    expect((await caught(payer(run)(given, { handle }))).status).toBe("used");
    expect(run).toHaveBeenCalledTimes(1);
  });

  it("for another call by the same handle: refused, and it still waits for the right one", async () => {
    const given = payment();
    const { handle } = await caught(payer(() => "paid", { timeoutMilliseconds: 50 })(given));
    await decide(handle ?? "", "approve");
    const other = await caught(payer(() => "paid")({ ...given, amount: 9401 }, { handle: handle ?? "" }));
    expect(other.status).toBe("refused");
    expect((await rowBy(handle ?? "")).status).toBe("approved");
  });

  it("when the caller calls it off", async () => {
    const stop = new AbortController();
    const reason = new Error("The person has left.");
    const paying = payer(() => "paid", { onWaiting: () => stop.abort(reason) });
    await expect(paying(payment(), { signal: stop.signal })).rejects.toBe(reason);
  });

  it.each([
    ["cancelled", "cancelled", "agent_stopped"],
    ["superseded", "superseded", "tool_changed"],
    ["expired", "expired", "time"],
  ])("when it is %s", async (status, end, why) => {
    const paying = payer(() => "paid", {
      onWaiting: (handle) =>
        beside(
          sql().query(
            "update approvals set status = $2, status_reason = $3, ended_at = clock_timestamp() where handle = $1",
            [handle, status, why],
          ),
        ),
    });
    expect((await caught(paying(payment()))).status).toBe(end);
  });

  it("at once for a handle that there is not", async () => {
    expect((await caught(payer(() => "paid")(payment(), { handle: "nothing" }))).status).toBe("refused");
  });
});
