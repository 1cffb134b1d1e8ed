import { beforeEach, describe, expect, it } from "vitest";
import {
  COUNTS,
  type Follower,
  followLog,
  lagOf,
  recordEvents,
  resetFollower,
  SEARCH,
  sequenceOnce,
} from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { inSqlTransaction, sql } from "@/lib/db";
import { recordSome, testLog } from "@/lib/testing/log";
import { makesWay } from "./follow-log";
import { readPressure } from "./store";

testLog();

describe("L7 followers and a log that is busy", () => {
  it.each([
    [0, 0, 0, 0, false],
    [300, 2_000, 0, 0, false],
    [301, 0, 0, 0, true],
    [0, 2_001, 0, 0, true],
    [90_000, 9_000, 99_999, 14_999, true],
    [90_000, 9_000, 99_999, 15_000, false],
    [90_000, 9_000, 100_000, 0, false],
  ])("with %i waiting, %i a second arriving and %i behind, %i ms after a turn, make way: %s", (...given) => {
    const [waiting, arriving, behind, sinceTurnMs, expected] = given;
    expect(makesWay({ waiting, arriving, behind, sinceTurnMs })).toBe(expected);
  });

  it("know how many wait without counting them", async () => {
    await sequenceOnce();
    const before = await readPressure("counts");
    await recordSome(7);
    const after = await readPressure("counts");
    expect([after.waiting - before.waiting, after.given - before.given, after.behind]).toEqual([7, 7n, 0]);
    await sequenceOnce();
    expect(await readPressure("counts")).toMatchObject({ waiting: 0, behind: 7 });
  });
});

const FOLLOWERS = [COUNTS, SEARCH];
const rows = async (text: string) => (await sql().query(text)).rows;
const counted = () =>
  rows("select grain, start, facet, value, events::int from audit_counts order by grain, facet, start, value");

/** The same counts by reading every event on its own. */
const recounted = () =>
  rows(`select grain, start, facet, value, count(*)::int as events from audit_events e join log_sequence s on s.event_id = e.id
    cross join lateral (values ('type', e.type), ('outcome', e.outcome), ('severity', e.severity), ('agent', e.agent_id),
      ('actor', e.actor_id), ('tool', e.tool), ('policy', e.policy)) f (facet, value)
    cross join lateral (values ('hour', date_trunc('hour', e.at, 'UTC')), ('day', date_trunc('day', e.at, 'UTC')),
      ('month', date_trunc('month', e.at, 'UTC')), ('ever', timestamptz 'epoch')) g (grain, start)
    where value is not null group by 1, 2, 3, 4 order by grain, facet, start, value`);

async function followAll(followers: readonly Follower[] = FOLLOWERS) {
  while (await followLog(followers));
}

beforeEach(async () => {
  await sequenceOnce();
  await followAll();
});

describe("L4 what follows the log", () => {
  it("counts every numbered event once, and none before it has its number", async () => {
    await recordSome(30, "Before");
    await followAll();
    const before = await counted();
    await sequenceOnce();
    expect(await counted()).toEqual(before);
    await followAll();
    expect(await counted()).toEqual(await recounted());
    const [{ count }] = await rows("select count(*)::int from audit_search");
    expect(count).toBeGreaterThanOrEqual(30);
    await followAll();
    expect(await counted()).toEqual(await recounted());
  });

  it("counts each event once however many workers follow at the same time", async () => {
    for (let batch = 0; batch < 5; batch++) await recordSome(40, `Batch ${batch}`);
    await sequenceOnce();
    await Promise.all(Array.from({ length: 8 }, () => followLog(FOLLOWERS)));
    await followAll();
    expect(await counted()).toEqual(await recounted());
  });

  it("leaves position and rows as they were when a turn fails, and the others go on", async () => {
    await recordSome(5);
    await sequenceOnce();
    const broken: Follower = {
      ...COUNTS,
      apply: async (tx, stretch) => {
        await COUNTS.apply(tx, stretch);
        throw new Error("lost");
      },
    };
    const before = await counted();
    await expect(followLog([broken, SEARCH])).rejects.toThrow("1 followers of the log failed");
    expect(await counted()).toEqual(before);
    expect([await lagOf("counts"), await lagOf("search")]).toMatchObject([
      { name: "counts", behind: 5 },
      { name: "search", behind: 0 },
    ]);
    await followAll();
    expect(await counted()).toEqual(await recounted());
  });

  it("passes over a follower that another process holds", async () => {
    await recordSome(1);
    await sequenceOnce();
    await inSqlTransaction(async (tx) => {
      await tx.query("select from log_followers where name = 'counts' for update");
      expect(await followLog([COUNTS])).toBe(false);
    });
    expect(await followLog([COUNTS])).toBe(true);
  });

  it("can be emptied and made anew", async () => {
    await sql().query("update audit_counts set events = events + 1");
    await sql().query("delete from audit_search");
    await resetFollower(COUNTS);
    await resetFollower(SEARCH);
    expect(await counted()).toEqual([]);
    expect((await lagOf("counts")).behind).toBeGreaterThan(0);
    await followAll();
    expect(await counted()).toEqual(await recounted());
    const [{ missing }] = await rows(
      "select count(*)::int as missing from log_sequence s where not exists (select from audit_search w where w.at = s.at and w.event_id = s.event_id)",
    );
    expect(missing).toBe(0);
  });
});

describe("L4 the words of an event", () => {
  it("are its type and the texts beside it, and never what is personal", async () => {
    const ids = await inSqlTransaction((tx) =>
      recordEvents(tx, systemContext("test"), [
        { type: "team.created", targetId: "tem_w", details: { name: "Größte Abteilung" } },
        { type: "session.refused", targetId: "ses_w", personal: { email: "ada@example.com" } },
      ]),
    );
    await sequenceOnce();
    await followAll();
    const { rows: found } = await sql().query("select event_id, words from audit_search where event_id = any($1)", [
      ids,
    ]);
    const words = new Map(found.map(({ event_id, words: line }) => [event_id, line.split(" ")]));
    expect(words.get(ids[0])).toEqual(expect.arrayContaining(["team", "created", "größte", "abteilung"]));
    expect(words.get(ids[1])).toEqual(expect.arrayContaining(["session", "refused"]));
    expect(JSON.stringify(found)).not.toContain("ada");
  });
});

describe("L4 how far a follower is behind", () => {
  it("is the number of events and the age of the oldest that it does not show", async () => {
    expect(await lagOf("counts")).toEqual({ name: "counts", behind: 0, seconds: 0 });
    await recordSome(3);
    const waiting = await lagOf("counts");
    expect(waiting.behind).toBe(0);
    expect(waiting.seconds).toBeGreaterThan(0);
    await sequenceOnce();
    expect(await lagOf("counts")).toMatchObject({ behind: 3 });
    const [{ size }] = await rows("select published_size::int as size from log_state");
    expect(await lagOf("new")).toMatchObject({ behind: size });
  });
});
