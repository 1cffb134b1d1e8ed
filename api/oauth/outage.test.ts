import { describe, expect, test } from "vitest";
import { sql } from "@/lib/db";
import { keyed } from "@/lib/testing/instances";
import { shown, tokenFor } from "./testing/clients";
import { machinesDoor } from "./testing/door";

machinesDoor();

describe("Z1 the machines' door fails closed", () => {
  test.each(["issued_tokens", "seen_proofs", "audit_events", "agent_instances", "kill_switches", "limits.attempts"])(
    "without %s no token is issued and the answer is 503; with it again, one is",
    async (table) => {
      const { of, pair } = await keyed();
      const [schema, name] = table.includes(".") ? table.split(".") : ["public", table];
      await sql().query(`alter table ${schema}.${name} rename to gone`);
      const refused = await tokenFor(of, pair);
      await sql().query(`alter table ${schema}.gone rename to ${name}`);
      expect([refused.status, refused.body.error]).toEqual([503, "temporarily_unavailable"]);
      expect(refused.body.access_token).toBeUndefined();
      expect((await tokenFor(of, pair)).status).toBe(200);
    },
  );

  test("a token whose standing cannot be read opens nothing", async () => {
    const { of, pair } = await keyed();
    const authorization = `Bearer ${(await tokenFor(of, pair)).body.access_token}`;
    expect((await shown(authorization)).agentId).toBe(of.agentId);
    await sql().query("alter table issued_tokens rename to gone");
    const asked = shown(authorization);
    await expect(asked).rejects.toThrow();
    await sql().query("alter table gone rename to issued_tokens");
    expect((await shown(authorization)).agentId).toBe(of.agentId);
  });
});
