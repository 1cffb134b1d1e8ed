import net from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contextFor } from "@/lib/context";
import { inSqlTransaction, sql } from "@/lib/db";
import { failureOf } from "@/lib/http/failure";
import { onConnection, testDatabase } from "@/lib/testing/database";
import { seedDecidingAgent, seedGrant } from "@/lib/testing/deciding";
import { seedOrganisation } from "@/lib/testing/inventory";
import { decideOn, isAllowed } from "./decide";
import { closeDecisionPoint, decisionPoint } from "./decision-point";
import type { Call } from "./types";

testDatabase();

let wire: Awaited<ReturnType<typeof wireTo>>;
let agentId = "";
beforeAll(async () => {
  wire = await wireTo(process.env.DATABASE_URL ?? "");
  process.env.DATABASE_URL = wire.url;
  await seedOrganisation();
  agentId = await seedDecidingAgent();
  await seedGrant(agentId, { tool: "read_invoice", actions: ["read"] });
});
afterAll(async () => {
  await closeDecisionPoint();
  wire.cut();
});

const call = (): Call => ({
  ...{ agentId, instanceId: null, credentialId: null, tokenId: null, strength: "own_key", chain: [] },
  ...{ server: "Books", tool: "read_invoice", action: null, arguments: {}, resourceIds: [], purpose: "", network: "" },
  ...{ workflow: { request: null, personId: null, earlier: [] }, canDo: [] },
});
const ctx = () => contextFor({ kind: "agent", id: agentId, instanceId: "ins_x" });
const ask = async () =>
  decideOn(await decisionPoint(), ctx(), { call: call(), caller: { kind: "agent", id: agentId } });

async function throwSwitch(): Promise<bigint> {
  return inSqlTransaction(async (tx) => {
    const { rows } = await tx.query(
      "update decision_control set kill_epoch = kill_epoch + 1 returning kill_epoch as epoch",
    );
    await tx.query(
      "insert into kill_switches (id, epoch, target_kind, target, reason, thrown_at) values ('kil_1', $1, 'agent', $2, '', now())",
      [rows[0].epoch, agentId],
    );
    return rows[0].epoch;
  });
}

describe("X1 a kill switch that is thrown while an allowed call is being recorded", () => {
  it("denies it, and the denial is recorded too", async () => {
    const point = await decisionPoint();
    expect(isAllowed(await ask())).toBe(true);
    const asked = await onConnection(async (recorder) => {
      await recorder.query("begin");
      await recorder.query("lock table decisions in share mode");
      const asking = Promise.allSettled([ask()]);
      const epoch = await throwSwitch();
      await expect.poll(() => point.killEpoch, { timeout: 5_000 }).toBe(epoch);
      await recorder.query("commit");
      return asking;
    });
    const decided = (asked[0] as PromiseFulfilledResult<Awaited<ReturnType<typeof ask>>>).value;
    expect([decided.outcome, decided.reason]).toEqual(["deny", "killed"]);
    const { rows } = await sql().query("select reason from decisions where agent_id = $1 order by id", [agentId]);
    expect(rows.map((row) => row.reason)).toEqual(["granted", "granted", "killed"]);
    await inSqlTransaction(async (tx) => {
      await tx.query("update kill_switches set state = 'lifted'");
      await tx.query("update decision_control set kill_epoch = kill_epoch + 1");
    });
    await expect.poll(async () => (await ask()).reason, { timeout: 5_000 }).toBe("granted");
  });
});

describe("Z1 a decision point that is cut off from the database", () => {
  it("lets nothing through, from the first call on", async () => {
    expect(isAllowed(await ask())).toBe(true);
    wire.cut();
    const settled: string[] = [];
    for (let batch = 0; batch < 10; batch++) {
      const answers = await Promise.allSettled(Array.from({ length: 50 }, ask));
      settled.push(
        ...answers.map((one) => (one.status === "fulfilled" ? one.value.outcome : failureOf(one.reason).code)),
      );
    }
    expect([settled.length, [...new Set(settled)]]).toEqual([500, ["unavailable"]]);
  });
});

/** A wire to the database that can be cut. */
async function wireTo(url: string) {
  const there = new URL(url);
  const sockets = new Set<net.Socket>();
  const server = net.createServer((near) => {
    const far = net.connect(Number(there.port), there.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => sockets.delete(socket));
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const here = new URL(url);
  here.hostname = "127.0.0.1";
  here.port = String((server.address() as net.AddressInfo).port);
  return {
    url: here.href,
    cut: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
