import { describe, expect, it } from "vitest";
import { sql } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testLog } from "@/lib/testing/log";
import { whileTampered } from "@/lib/testing/tampers";
import { seedDemo } from "../../prisma/seed";
import { getEvent, listEvents, proofOf, readPublished, sequenceOnce } from "./index";
import { sentenceText } from "./present";
import { auditLog } from "./self-audit";
import { onOneConnection } from "./store";

testLog();

const auditor = contextAs("auditor", { id: "per_auditor" });
const column = async (text: string): Promise<string[]> =>
  (await sql().query<[string]>({ text, rowMode: "array" })).rows.map(([value]) => value);

describe("L2 the public leaf says no text", () => {
  it("holds no agent's name, no reason, no person's name and no address of the demo organisation", async () => {
    await seedDemo();
    expect(await sequenceOnce()).toMatchObject({ sealed: false });
    const written = {
      agents: await column("select name from agents"),
      reasons: await column(
        "select value::jsonb #>> '{}' from audit_personal where field = 'reason' and length(value) > 6",
      ),
      people: await column("select name from people union select email from people"),
      places: await column("select name from teams union select name from reviewer_groups"),
      beside: await column(
        `select distinct value from audit_personal where length(value) > 6 and value not in ('"staging"', '"development"', '"production"')`,
      ),
    };
    expect(written.reasons).toContainEqual(expect.stringContaining("Left the company"));
    for (const texts of Object.values(written)) expect(texts.length).toBeGreaterThan(4);
    const leaves = await column("select convert_from(leaf, 'utf8') from audit_events");
    expect(leaves.length).toBeGreaterThan(100);
    const all = leaves.join("\n");
    for (const texts of Object.values(written)) expect(texts.filter((text) => all.includes(text))).toEqual([]);
    expect(await onOneConnection(auditLog)).toEqual([]);
    // A whole organisation moves in here, with its past.
  }, 120_000);

  it("costs the reader nothing: sentence, detail and name are there, the text marked as beside the leaf", async () => {
    const { rows } = await listEvents(auditor, { kind: ["person.deactivated"] });
    const event = await getEvent(auditor, rows[0]?.id ?? "");
    expect(sentenceText(event.sentence)).toMatch(/^deactivated \S+ .*and ended 0 sessions$/);
    expect(event.details).toEqual([
      { field: "reason", value: expect.stringContaining("Left the company"), beside: true },
      { field: "sessionsEnded", value: "0", beside: false },
    ]);
    expect(event.personal).toEqual([]);
  });

  it("leaves texts out of the published proof and gives them to whoever may read the event", async () => {
    const [event] = (await listEvents(auditor, { kind: ["person.deactivated"] })).rows;
    const published = String((await readPublished(`proof/${event?.id}`))?.body);
    expect(JSON.parse(published).beside).toBeUndefined();
    expect((await proofOf(auditor, event?.id ?? "")).beside).toMatchObject([
      { field: "reason", value: expect.stringMatching(/^"Left the company.*"$/) },
    ]);
    const stranger = contextAs("owner", { id: "per_nobody", teamId: "tem_nobody" });
    await expect(proofOf(stranger, event?.id ?? "")).rejects.toMatchObject({ code: "not_found" });
  });

  it.each([
    ["set value = '\"A better reason\"'", /^leaf \d+: its reason is not what was recorded$/],
    ["set salt = set_byte(salt, 0, get_byte(salt, 0) # 1)", /^leaf \d+: its reason is not what was recorded$/],
    ["set field = 'excuse'", /^leaf \d+: its excuse was never recorded$/],
    ["set event_id = 'evt_gone'", /^the reason of event evt_gone stands there without the event$/],
  ])("names the text that was changed past the walls: %s", async (change, expected) => {
    const [event] = (await listEvents(auditor, { kind: ["person.deactivated"] })).rows;
    const tamper = `update audit_personal ${change} where field = 'reason' and event_id = '${event?.id}'`;
    const faults = await whileTampered([tamper], auditLog);
    expect(faults).toContainEqual(expect.stringMatching(expected));
  });
});
