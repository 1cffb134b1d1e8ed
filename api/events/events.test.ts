import net from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { pastTheWalls } from "@/lib/testing/log";
import { seedMachine } from "@/lib/testing/machines";
import { AGENT, anEvent, keyFor } from "@/lib/testing/reporting";
import { testDoor } from "./testing/door";

const door = testDoor();

interface Sent {
  key?: string;
  type?: string;
  headers?: Record<string, string>;
}

function post(
  body: string | Uint8Array<ArrayBuffer>,
  { key = door.key, type = "application/json", headers = {} }: Sent = {},
) {
  return fetch(`${door.url}/v1/events`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": type, ...headers },
    body,
  });
}

describe("L7 the door for reported events", () => {
  it("answers a batch row by row, as an array, as lines and with gzip", async () => {
    const event = anEvent();
    const first = await post(JSON.stringify([event, { ...anEvent(), tool: 7 }]));
    expect(first.status).toBe(200);
    expect(await first.json()).toMatchObject({
      recorded: 1,
      refused: 1,
      results: [{ id: event.id, status: "recorded" }, { errors: [{ field: "tool" }] }],
    });
    const lines = `${JSON.stringify(event)}\n\nno json\n${JSON.stringify(anEvent())}\n`;
    const second = await post(gzipSync(lines), {
      type: "application/x-ndjson",
      headers: { "content-encoding": "gzip" },
    });
    expect(await second.json()).toMatchObject({ recorded: 1, repeated: 1, refused: 1 });
  });

  it("takes an agent's own token for itself, and for nobody else", async () => {
    const other = newId("agt");
    await db().agent.create({ data: { id: other, name: "Another", environment: "production", status: "active" } });
    const { token } = await seedMachine(other);
    const answer = await post(JSON.stringify([anEvent({ agentId: undefined }), anEvent()]), { key: token });
    expect(await answer.json()).toMatchObject({
      results: [{ status: "recorded" }, { errors: [{ field: "agentId" }] }],
    });
    const gateway = await seedMachine(other, { gateway: true });
    expect(await (await post(JSON.stringify([anEvent()]), { key: gateway.token })).json()).toMatchObject({
      recorded: 1,
    });
    expect(await db().auditEvent.count({ where: { actorId: other, agentId: AGENT } })).toBe(1);
  });

  it("refuses whoever has no key for reporting", async () => {
    const reader = await keyFor({ purpose: "read" });
    expect((await post("[]", { key: `csk_${"a".repeat(43)}` })).status).toBe(401);
    expect((await post("[]", { key: reader })).status).toBe(403);
    expect((await fetch(`${door.url}/v1/events`, { method: "POST", body: "[]" })).status).toBe(401);
    expect((await fetch(`${door.url}/v1/events`)).status).toBe(405);
  });

  it.each([
    ["no JSON", "{", "application/json", 400],
    ["no array", "{}", "application/json", 400],
    ["another type", "[]", "text/plain", 415],
    ["no UTF-8", new Uint8Array([0x5b, 0xff, 0x5d]), "application/json", 400],
    ["too many", `[${"0,".repeat(1_000)}0]`, "application/json", 413],
    ["too long", `["${"x".repeat(5 * 1_048_576)}"]`, "application/json", 413],
  ])("refuses a body as a whole that has %s", async (_, body, type, status) => {
    expect((await post(body, { type })).status).toBe(status);
  });

  it("keeps numbers as they were written, and members that objects have by nature", async () => {
    const said = `{"account":12345678901234567890,"small":-0.5,"huge":1e400,"list":[9007199254740993,1],"__proto__":{"a":1},"a":1,"a":2}`;
    const event = JSON.stringify(anEvent({ input: "HERE" })).replace('"HERE"', said);
    const { results } = (await (await post(`[${event}]`)).json()) as { results: { eventId: string }[] };
    const { value } = await db().auditPersonal.findFirstOrThrow({
      where: { eventId: results[0]?.eventId ?? "", field: "report" },
    });
    expect(value).toContain(
      `"input":{"__proto__":{"a":1},"a":2,"account":"12345678901234567890","huge":"1e400","list":["9007199254740993",1],"small":-0.5}`,
    );
    const other = event.replace("12345678901234567890", "12345678901234567891");
    expect(await (await post(`[${event},${other}]`)).json()).toMatchObject({ repeated: 1, refused: 1 });
  });

  it.each([
    ["half of a character", String.raw`"\ud800"`],
    ["a NUL", String.raw`"\u0000"`],
    ["a million levels", `${"[".repeat(100_000)}${"]".repeat(100_000)}`],
  ])("refuses the row alone that holds %s", async (_, input) => {
    const bad = JSON.stringify(anEvent({ input: "HERE" })).replace('"HERE"', input);
    const answer = await post(`[${bad},${JSON.stringify(anEvent())}]`);
    expect(await answer.json()).toMatchObject({ recorded: 1, refused: 1 });
  });

  it("bounds what gzip unpacks to, and names what it does not unpack", async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1_048_576, 0x20));
    expect((await post(bomb, { headers: { "content-encoding": "gzip" } })).status).toBe(413);
    expect((await post("[]", { headers: { "content-encoding": "gzip" } })).status).toBe(400);
    expect((await post("[]", { headers: { "content-encoding": "br" } })).status).toBe(400);
  });

  it("tells a key that is too fast when to come again, and takes the same batch then", async () => {
    const key = await keyFor({ rate: 1 });
    const batches = Array.from({ length: 3 }, () => JSON.stringify(Array.from({ length: 500 }, () => anEvent())));
    const statuses = [];
    let waited = 0;
    for (const batch of batches) {
      const answer = await post(batch, { key });
      statuses.push(answer.status);
      waited = Number(answer.headers.get("retry-after") ?? 0);
    }
    expect(statuses).toEqual([200, 200, 429]);
    expect(waited).toBeGreaterThan(0);
    expect(waited).toBeLessThanOrEqual(500);
  });

  it("reads no more bodies of a reporter that ends none of them, and takes what others report all the while", async () => {
    const slow = await keyFor();
    const { hostname, port } = new URL(door.url);
    const head = `POST /v1/events HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nauthorization: Bearer ${slow}\r\n`;
    const sockets = Array.from({ length: 80 }, () => net.connect(Number(port), hostname));
    // 32 are waited for, and the others told to come again.
    await new Promise<void>((resolve) => {
      let refused = 0;
      for (const socket of sockets) {
        // One that was told to come again may be cut off before it knows.
        socket.on("error", () => {});
        socket.write(`${head}content-length: 100\r\n\r\n[`);
        socket.once("data", (bytes) => {
          if (String(bytes).startsWith("HTTP/1.1 503") && ++refused === 48) resolve();
        });
      }
    });
    expect(await (await post(JSON.stringify([anEvent()]))).json()).toMatchObject({ recorded: 1 });
    for (const socket of sockets) socket.destroy();
  });

  it("says 503 and when to come again while the log is behind, with nothing half done", async () => {
    const limit = (value: number) => pastTheWalls((tx) => tx.query("update log_state set backlog_limit = $1", [value]));
    const event = anEvent();
    await limit(0);
    const late = await post(JSON.stringify([event]));
    await limit(100_000);
    expect([late.status, Number(late.headers.get("retry-after")) > 0]).toEqual([503, true]);
    expect(await (await post(JSON.stringify([event]))).json()).toMatchObject({ recorded: 1 });
  });
});
