import { describe, expect, it } from "vitest";
import { recordEvent } from "@/lib/audit";
import { db, inSqlTransaction, sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import { reactivatePerson } from "@/lib/people";
import { contextAs } from "@/lib/testing/contexts";
import { testLog } from "@/lib/testing/log";
import { askErasure, confirmErasure, previewErasure } from "../index";

testLog();

const cora = contextAs("compliance", { id: newId("per"), now: new Date() });
const henry = contextAs("ciso", { id: newId("per"), now: new Date() });
const reason = "She left, and asked for it in writing.";
const soon = new Date(Date.now() + 86_400_000);

async function leaver(name = "Lena Left"): Promise<string> {
  const id = newId("per");
  await insert("people", { id, name, email: `${id}@firm.example`, status: "deactivated" });
  return id;
}

/** A row of a table, with something in every column that needs a value. */
async function insert(table: string, given: Record<string, unknown>): Promise<void> {
  const { rows } = await sql().query<{ column: string; type: string }>(
    `select column_name as column, data_type as type from information_schema.columns where table_name = $1 and table_schema = 'public'
       and is_nullable = 'NO' and column_default is null and column_name <> all ($2)`,
    [table, Object.keys(given)],
  );
  const row = { ...Object.fromEntries(rows.map(({ column, type }) => [column, blank(type)])), ...given };
  const values = Object.values(row);
  await sql().query(
    `insert into ${table} (${Object.keys(row).join(", ")}) values (${values.map((_, at) => `$${at + 1}`).join(", ")})`,
    values,
  );
}

function blank(type: string): unknown {
  if (type.startsWith("timestamp")) return soon;
  if (type === "ARRAY") return [];
  if (type === "bytea") return Buffer.alloc(32);
  if (type.startsWith("json")) return "{}";
  return /int|double|numeric/.test(type) ? 1 : type === "boolean" ? false : "x";
}

async function campaign(state: string): Promise<string> {
  const id = newId("cmp");
  await insert("campaigns", { id, state });
  return id;
}

async function offered(id: string, given: Record<string, string>): Promise<void> {
  const agentId = newId("agt");
  await db().agent.create({ data: { id: agentId, name: agentId, environment: "production" } });
  await insert("hand_overs", { id, agent_id: agentId, role: "deputy", state: "pending", ...given });
}

type Open = { open: (personId: string, id: string) => Promise<unknown>; close: (id: string) => string; told: RegExp };

const OPEN: Record<string, Open> = {
  "a request that waits in their name": {
    open: (personId, id) =>
      insert("approvals", { id, handle: id, action_digest: id, person_id: personId, status: "pending" }),
    close: (id) => `update approvals set status = 'cancelled' where id = '${id}'`,
    told: /1 open request for approval/,
  },
  "a request that waits with their vote": {
    open: async (personId, id) => {
      await insert("approvals", { id, handle: id, action_digest: id, status: "pending" });
      await insert("approval_votes", { approval_id: id, person_id: personId, answer: "approve" });
    },
    close: (id) => `update approvals set status = 'cancelled' where id = '${id}'`,
    told: /1 open request for approval/,
  },
  "a standing approval that they gave": {
    open: (personId, id) => insert("standing_approvals", { id, confirmed_by_id: personId, state: "active" }),
    close: (id) => `update standing_approvals set state = 'revoked' where id = '${id}'`,
    told: /1 standing approval .*end it/,
  },
  "a seat in a campaign": {
    open: async (personId, id) =>
      insert("campaign_items", {
        campaign_id: await campaign("active"),
        subject_id: id,
        seat: personId,
        state: "pending",
      }),
    close: (id) => `update campaign_items set state = 'signed_off' where subject_id = '${id}'`,
    told: /1 item of a running campaign/,
  },
  "a task after a campaign": {
    open: async (personId, id) =>
      insert("campaign_tasks", { id, campaign_id: await campaign("remediating"), owner_id: personId }),
    close: (id) => `update campaign_tasks set state = 'done' where id = '${id}'`,
    told: /1 open task of a campaign/,
  },
  "a key that they made": {
    open: (personId, id) =>
      insert("api_keys", { id, created_by_id: personId, hash: Buffer.from(id), expires_at: null }),
    close: (id) => `update api_keys set revoked_at = now() where id = '${id}'`,
    told: /1 API key .*revoke it/,
  },
  "an agent that they were asked to answer for": {
    open: (personId, id) => offered(id, { to_person_id: personId }),
    close: (id) => `update hand_overs set state = 'withdrawn' where id = '${id}'`,
    told: /1 offer to answer for an agent names them: withdraw it/,
  },
  "an agent that they offered to somebody": {
    open: (personId, id) => offered(id, { offered_by_id: personId }),
    close: (id) => `update hand_overs set state = 'accepted' where id = '${id}'`,
    told: /1 offer to answer for an agent/,
  },
  "an agent that is to pass from them to somebody": {
    open: (personId, id) => offered(id, { from_person_id: personId }),
    close: (id) => `update hand_overs set expires_at = now() where id = '${id}'`,
    told: /1 offer to answer for an agent/,
  },
  "a supplier that they answer for": {
    open: (personId, id) => insert("suppliers", { id, name: id, owner_id: personId }),
    close: (id) => `update suppliers set owner_id = null where id = '${id}'`,
    told: /1 supplier/,
  },
  "a control that they answer for": {
    open: (personId, id) => insert("controls", { id, owner_id: personId }),
    close: (id) => `update controls set owner_id = null where id = '${id}'`,
    told: /1 control /,
  },
};

describe("L3 who still has something open is not erased before it is settled", () => {
  it.each(Object.entries(OPEN))("%s", async (_, { open, close, told }) => {
    const personId = await leaver();
    const other = await leaver("Otto Other");
    const id = newId("req");
    await open(personId, id);
    expect((await previewErasure(henry, personId)).bars).toEqual([expect.stringMatching(told)]);
    expect((await previewErasure(henry, other)).bars).toEqual([]);
    await expect(askErasure(cora, { personId, reason })).rejects.toMatchObject({
      code: "unmet",
      message: expect.stringMatching(told),
    });
    await sql().query(close(id));
    const asked = await askErasure(cora, { personId, reason });
    await open(personId, newId("req"));
    // What came up between asking and confirming bars as well.
    await expect(confirmErasure(henry, { erasureId: asked.id, version: 1 })).rejects.toMatchObject({ code: "unmet" });
  });
});

describe("L3 what is theirs alone goes with them", () => {
  it("roles, the right to break the glass, and that others named them to stand in", async () => {
    const [personId, away] = [await leaver(), await leaver("Away")];
    await insert("role_grants", { id: newId("req"), person_id: personId, role: "reviewer" });
    await insert("break_glass_members", { person_id: personId });
    await insert("absences", {
      id: newId("req"),
      person_id: away,
      delegate_id: personId,
      from_at: new Date(),
      until_at: soon,
    });
    await insert("saved_views", { id: newId("vew"), person_id: personId, area: "audit", name: "Lena's", shared: true });
    const { id } = await askErasure(cora, { personId, reason });
    await confirmErasure(henry, { erasureId: id, version: 1 });
    for (const from of [
      "role_grants where person_id",
      "break_glass_members where person_id",
      "absences where delegate_id",
    ]) {
      expect((await sql().query(`select from ${from} = $1`, [personId])).rowCount, from).toBe(0);
    }
    expect((await sql().query("select from absences where person_id = $1", [away])).rowCount).toBe(1);
    // A view for all is not about them: others work with it.
    expect((await sql().query("select from saved_views where person_id = $1", [personId])).rowCount).toBe(1);
  });
});

describe("L3 an erasure is for good", () => {
  it("nobody lets an erased person in again, under whatever name", async () => {
    const personId = await leaver();
    const { id } = await askErasure(cora, { personId, reason });
    await confirmErasure(henry, { erasureId: id, version: 1 });
    const admin = contextAs("admin", { id: newId("per"), now: new Date() });
    const { version } = await db().person.findUniqueOrThrow({ where: { id: personId } });
    await expect(reactivatePerson(admin, { personId, version, reason })).rejects.toMatchObject({
      code: "unmet",
      message: expect.stringContaining("invite"),
    });
  });
});

describe("L3 what others wrote about the person", () => {
  it("is counted for whoever decides, with the words to find it by", async () => {
    const personId = await leaver('Lena "Lee" Left-Over');
    const target = newId("agt");
    for (const text of ['Lena "Lee" Left-Over asked for it', `by ${personId}@firm.example`, "somebody else"])
      await inSqlTransaction((tx) =>
        recordEvent(tx, cora, {
          type: "agent.suspended",
          targetId: target,
          agentId: target,
          details: { environment: "production", name: "Matcher", reason: text },
        }),
      );
    const { mentions } = await previewErasure(henry, personId);
    expect(mentions).toEqual([
      { text: '"Lena \\"Lee\\" Left-Over"', events: 1, exact: true },
      { text: `${personId}@firm.example`, events: 1, exact: true },
    ]);
  });
});
