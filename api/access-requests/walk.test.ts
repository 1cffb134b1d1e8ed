import { describe, expect, it } from "vitest";
import { decideApproval } from "@/lib/approvals";
import { sql } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { denied, get, pathOf, paying, post, submit, testDoor } from "./testing/door";

testDoor();

const rita = () => contextAs("reviewer", { id: "per_rita", now: new Date() });
const decide = async (handle: string, answer: "approve" | "deny") => {
  const { rows } = await sql().query<{ id: string; digest: string }>(
    "select id, digest from approvals where handle = $1",
    [handle],
  );
  const [{ id, digest } = { id: "", digest: "" }] = rows;
  const said = answer === "deny" ? { reason: "wrong_target" as const, text: "Not our supplier." } : {};
  return decideApproval(rita(), { id, digest, answer, opened: [], dwellMillis: 5_000, ...said });
};

describe("A6 the whole walk at the machines' door", () => {
  it("is denied, asked, waited for, approved, used once, and reported", async () => {
    const evaluation = paying();
    const asked = await submit(await denied(evaluation));
    const path = pathOf(asked);
    const waiting = get(`${path}?wait=50`);
    await decide(asked.body.task.id, "approve");
    const approved = (await waiting).body;
    expect(approved).toMatchObject({
      task: { status: "approved", "urn:countersign:status": "approved" },
      result: { mode: "reevaluate", approval: { id: asked.body.task.id, approved_until: expect.stringMatching(/Z$/) } },
    });
    const { approval } = approved.result as { approval: object };
    const again = { ...evaluation, context: { ...evaluation.context, approval } };
    const used = await post("/access/v1/evaluation", again);
    expect([used.body.decision, used.body.context.reason]).toEqual([true, "approved"]);
    const replay = await post("/access/v1/evaluation", again);
    expect([replay.body.decision, replay.body.context.reason]).toEqual([false, "already_consumed"]);
    const report = await post(`${path}/outcome`, { outcome: "executed", receipt: { transfer: "T-1" } });
    expect(report.body.task["urn:countersign:status"]).toBe("executed");
  });

  it("is denied by a person, who says why, and is not asked again", async () => {
    const evaluation = paying();
    const asked = await submit(await denied(evaluation));
    await decide(asked.body.task.id, "deny");
    const { body } = await get(pathOf(asked));
    expect(body).toMatchObject({
      task: { status: "denied", "urn:countersign:denial": { reason: "wrong_target", text: "Not our supplier." } },
    });
    expect(body.result).toBeUndefined();
    const refused = await submit(await denied(evaluation));
    expect([refused.status, refused.body.type]).toEqual([409, "urn:countersign:access-request:error:denied_before"]);
  });
});
