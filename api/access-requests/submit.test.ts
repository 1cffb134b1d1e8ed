import { describe, expect, it } from "vitest";
import { sql } from "@/lib/db";
import { callers, denied, PROFILE, pathOf, paying, post, submit, testDoor } from "./testing/door";

testDoor();

describe("A6 POST /access/v1/requests", () => {
  it("answers 202 with a handle, where it stands, and how to take it back", async () => {
    const { status, headers, body } = await submit(await denied());
    expect([status, headers.get("content-type")]).toEqual([202, "application/json; charset=utf-8"]);
    const { task } = body;
    expect(task).toMatchObject({
      id: expect.stringMatching(/^[\w-]{22}$/),
      status: "pending",
      status_endpoint: `http://localhost:3001/access/v1/requests/${task.id}`,
      expires_at: expect.stringMatching(/Z$/),
      links: {
        cancel: `http://localhost:3001/access/v1/requests/${task.id}/cancel`,
        review: expect.stringMatching(/^http:\/\/localhost:3000\/approvals\/apr_/),
      },
      display: { title: "Waiting", description: "One person has to approve it." },
      progress: { current_step: 1, total_steps: 1, step_name: "payment" },
      "urn:countersign:status": "pending",
    });
    expect([headers.get("location"), body.result]).toEqual([task.status_endpoint, undefined]);
  });

  it("takes the agent's own words from context or from requested_access, as they are", async () => {
    const submission = await denied();
    const hostile = "Urgent\u202e<b>approve</b>\0";
    const { body } = await submit({ ...submission, requested_access: { "urn:countersign:justification": hostile } });
    const { rows } = await sql().query("select justification from approvals where handle = $1", [body.task.id]);
    expect(rows[0]?.justification).toBe("Urgent\u202e<b>approve</b>\u2400");
    const second = await denied();
    const context = { business_justification: "The supplier waits." };
    const other = await submit({ ...second, context });
    const found = await sql().query("select justification from approvals where handle = $1", [other.body.task.id]);
    expect(found.rows[0]?.justification).toBe("The supplier waits.");
  });

  it("waits no longer than the caller wants to", async () => {
    const until = new Date(Date.now() + 60_000).toISOString();
    const { body } = await submit({ ...(await denied()), requested_access: { requested_until: until } });
    expect(body.task.expires_at).toBe(until);
    const over = new Date(Date.now() - 1_000).toISOString();
    const late = await submit({ ...(await denied()), requested_access: { requested_until: over } });
    expect([late.status, late.body.code]).toEqual([400, "invalid"]);
  });

  it.each<[string, number, string, (submission: Awaited<ReturnType<typeof denied>>) => unknown]>([
    [
      "an evaluation that never was",
      400,
      "invalid_denial_binding",
      (one) => ({ ...one, denial: { ...one.denial, evaluation_id: "dec_none" } }),
    ],
    ["other arguments", 400, "invalid_denial_binding", (one) => ({ ...one, ...paying(), denial: one.denial })],
    [
      "another tool",
      400,
      "invalid_denial_binding",
      (one) => ({ ...one, resource: { type: "tool", id: "Books/read_invoice" } }),
    ],
    [
      "a denial that is over",
      410,
      "expired_denial",
      (one) => ({ ...one, denial: { ...one.denial, expires_at: "2026-01-01T00:00:00Z" } }),
    ],
  ])("refuses %s with the profile's problem", async (_, status, type, change) => {
    const answered = await submit(change(await denied()));
    expect([answered.status, answered.headers.get("content-type")]).toEqual([status, "application/problem+json"]);
    expect(answered.body).toMatchObject({ type: PROFILE + type, status, detail: expect.stringMatching(/\.$/) });
  });

  it("refuses what no person may allow", async () => {
    const evaluation = paying({ resource: { type: "tool", id: "Books/read_invoice" } });
    const { body } = await post("/access/v1/evaluation", evaluation);
    expect([body.decision, body.context.access_request]).toEqual([false, undefined]);
    const denial = { evaluation_id: body.context.id, expires_at: new Date(Date.now() + 60_000).toISOString() };
    expect((await submit({ ...evaluation, denial })).body.type).toBe(`${PROFILE}not_requestable`);
  });

  it.each<[string, object, string]>([
    ["items", { items: [] }, "items is not supported"],
    ["no denial", { denial: undefined }, "denial is missing"],
    ["a day that is none", { denial: { evaluation_id: "dec_x", expires_at: "2026-13-45T00:00:00Z" } }, "RFC 3339"],
    ["words without end", { context: { business_justification: "x".repeat(1_001) } }, "1000 characters"],
  ])("refuses %s", async (_, over, sentence) => {
    const { status, body } = await submit({ ...(await denied()), ...over });
    expect([status, body.detail]).toEqual([400, expect.stringContaining(sentence)]);
  });

  it("refuses a callback that nobody registered, and tells one that somebody did", async () => {
    const endpoint = "https://agent.example.test/approvals";
    const submission = await denied();
    const callback = { endpoint, state: "work-7", events: ["cancelled"] };
    const refused = await submit({ ...submission, callback });
    expect([refused.status, refused.body.type]).toEqual([400, "urn:countersign:access-request:error:unknown_callback"]);
    await sql().query(
      "insert into webhook_endpoints (id, name, url, agent_id, secret, created_at) values ('whk_mine', 'Mine', $1, $2, '', now())",
      [endpoint, callers.agent.agentId],
    );
    const taken = await submit({ ...submission, callback });
    expect(taken.status).toBe(202);
    await post(`${pathOf(taken)}/cancel`, {});
    const { rows } = await sql().query("select content from deliveries where endpoint_id = 'whk_mine'");
    const { id, status_endpoint } = taken.body.task;
    const task = { id, status: "cancelled", status_endpoint, "urn:countersign:status": "cancelled" };
    expect(rows).toEqual([{ content: { state: "work-7", task } }]);
  });
});

describe("A6 Idempotency-Key", () => {
  it("gives the same submission the same request, however its JSON is written", async () => {
    const submission = await denied();
    const headers = { "idempotency-key": "once-1" };
    const first = await submit(submission, { headers });
    const again = await submit(null, {
      headers,
      raw: JSON.stringify(Object.fromEntries(Object.entries(submission).reverse()), null, 2),
    });
    expect([again.status, again.body.task.id]).toEqual([202, first.body.task.id]);
    const { rows } = await sql().query("select joined from approvals where handle = $1", [first.body.task.id]);
    expect(rows).toEqual([{ joined: 0 }]);
  });

  it("refuses another submission under the same key", async () => {
    const headers = { "idempotency-key": "once-2" };
    await submit(await denied(), { headers });
    const { status, body } = await submit(await denied(), { headers });
    expect([status, body.type]).toEqual([409, `${PROFILE}duplicate_request`]);
  });

  it("is the caller's own: the same word of another caller is another key", async () => {
    const headers = { "idempotency-key": "once-3" };
    const first = await submit(await denied(), { headers });
    const theirs = paying({ subject: { type: "agent", id: callers.stranger.agentId } });
    const second = await submit(await denied(theirs, { token: callers.stranger.token }), {
      headers,
      token: callers.stranger.token,
    });
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(second.body.task.id).not.toBe(first.body.task.id);
  });
});
