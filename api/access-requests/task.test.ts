import { describe, expect, it } from "vitest";
import { sweepApprovals } from "@/lib/approvals";
import { systemContext } from "@/lib/context";
import { sql } from "@/lib/db";
import { callers, denied, get, PROFILE, pathOf, paying, post, submit, testDoor } from "./testing/door";

testDoor();

describe("A6 whose a request is", () => {
  it("is unknown to another agent, with whatever token, and to a gateway that did not ask", async () => {
    const path = pathOf(await submit(await denied()));
    for (const token of [callers.stranger.token, callers.gateway.token]) {
      for (const answered of [await get(path, { token }), await post(`${path}/cancel`, {}, { token })]) {
        expect([answered.status, answered.body.type]).toEqual([404, `${PROFILE}unknown_task`]);
      }
    }
    expect((await get(path, { token: "nonsense" })).status).toBe(401);
    expect((await get(path)).body.task.status).toBe("pending");
    expect((await get("/access/v1/requests/nothing")).body.type).toBe(`${PROFILE}unknown_task`);
  });

  it("is the gateway's that asked, the agent's that it asked for, and of whoever asked for the same", async () => {
    const evaluation = paying();
    const asked = await submit(await denied(evaluation, { token: callers.gateway.token }), {
      token: callers.gateway.token,
    });
    const path = pathOf(asked);
    expect((await get(path, { token: callers.otherGateway.token })).status).toBe(404);
    const joined = await submit(await denied(evaluation, { token: callers.otherGateway.token }), {
      token: callers.otherGateway.token,
    });
    expect(joined.body.task.id).toBe(asked.body.task.id);
    for (const { token } of [callers.agent, callers.gateway, callers.otherGateway])
      expect((await get(path, { token })).status).toBe(200);
  });

  it("cannot be asked about by who was not denied", async () => {
    const submission = await denied(paying(), { token: callers.gateway.token });
    const { body } = await submit(submission, { token: callers.otherGateway.token });
    expect(body.type).toBe(`${PROFILE}invalid_denial_binding`);
    const aboutOther = { ...submission, subject: { type: "agent", id: callers.stranger.agentId } };
    expect((await submit(aboutOther, { token: callers.gateway.token })).body.type).toBe(
      `${PROFILE}invalid_denial_binding`,
    );
    expect((await submit(aboutOther)).status).toBe(403);
  });
});

describe("A6 how it stands", () => {
  it("says when to look again, and waits where it is asked to", async () => {
    const path = pathOf(await submit(await denied()));
    expect((await get(path)).headers.get("retry-after")).toBe("2");
    const waiting = get(path, { headers: { prefer: "respond-async, wait=50" } });
    const cancelled = await post(`${path}/cancel`, { reason: "changed_mind", comment: "Paid by hand." });
    expect([cancelled.status, cancelled.body.task.status]).toEqual([200, "cancelled"]);
    const woken = await waiting;
    expect([woken.headers.get("preference-applied"), woken.body.task.status]).toEqual(["wait=50", "cancelled"]);
    expect(woken.body.task.display.description).toBe("The agent took it back.");
    const { rows } = await sql().query(
      "select details->>'why' as why from audit_events where type = 'approval.cancelled' and agent_id = $1 order by id desc limit 1",
      [callers.agent.agentId],
    );
    expect(rows).toEqual([{ why: "agent" }]);
  });

  it("ends a wait when its time is over, with the request still open", async () => {
    const { body, headers } = await get(`${pathOf(await submit(await denied()))}?wait=1`);
    expect([body.task.status, headers.get("preference-applied")]).toEqual(["pending", "wait=1"]);
  });

  it("refuses to cancel what has ended, naming how it stands", async () => {
    const path = pathOf(await submit(await denied()));
    await post(`${path}/cancel`, {});
    const { status, body } = await post(`${path}/cancel`, {});
    expect([status, body.type, body["urn:countersign:status"]]).toEqual([
      409,
      `${PROFILE}invalid_task_state`,
      "cancelled",
    ]);
  });

  it("maps what the profile has no word for, and keeps ours beside it", async () => {
    const path = pathOf(await submit(await denied()));
    const id = path.split("/").at(-1);
    const put = (status: string) =>
      sql().query(
        "update approvals set status = $2, decided_at = now(), approved_until = now() + interval '1 hour' where handle = $1",
        [id, status],
      );
    const told: Record<string, string> = {};
    for (const status of [
      "approved",
      "denied",
      "expired",
      "superseded",
      "revoked",
      "lapsed",
      "consumed",
      "executed",
      "failed",
      "unknown",
    ]) {
      await put(status);
      const { body } = await get(path);
      expect(body.task["urn:countersign:status"]).toBe(status);
      expect(body.result !== undefined).toBe(body.task.status === "approved");
      told[status] = body.task.status;
    }
    expect(told).toEqual({
      approved: "approved",
      denied: "denied",
      expired: "expired",
      superseded: "cancelled",
      revoked: "cancelled",
      lapsed: "expired",
      consumed: "approved",
      executed: "approved",
      failed: "approved",
      unknown: "approved",
    });
  });

  it("times out as its own outcome, and never as a denial", async () => {
    const path = pathOf(await submit(await denied()));
    const id = path.split("/").at(-1);
    await sql().query("update approvals set expires_at = now() where handle = $1", [id]);
    expect((await get(path)).body.task.status).toBe("expired");
    await sweepApprovals(systemContext("worker"));
    const { body } = await get(path);
    expect([body.task.status, body.task.display.description]).toEqual(["expired", "Its time ran out."]);
    expect(body.task["urn:countersign:denial"]).toBeUndefined();
  });

  it("takes GET for the task and POST for its verbs alone", async () => {
    const path = pathOf(await submit(await denied()));
    expect((await get(`${path}/cancel`)).status).toBe(404);
    expect((await post(path, {})).status).toBe(404);
    expect((await get(path)).body.task.status).toBe("pending");
  });
});
