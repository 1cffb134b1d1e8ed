import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { eventsOf, seedOrganisation } from "@/lib/testing/inventory";
import { endAbsence } from "./end-absence";
import { listAbsences, listDelegates } from "./list-absences";
import { canBeAway, overlaps } from "./rules";
import { setAbsence } from "./set-absence";

testDatabase();

const NOW = new Date();
const inDays = (days: number) => new Date(NOW.getTime() + days * 86_400_000).toISOString();
const as = (name: string, role: "reviewer" | "compliance" | "admin" = "reviewer") =>
  contextAs(role, { id: `per_${name}`, now: NOW });
const away = (from: number, until: number, delegate: string | null = "otto") => ({
  from: inDays(from),
  until: inDays(until),
  delegateId: delegate && `per_${delegate}`,
});
const codesOf = (answers: PromiseSettledResult<unknown>[]) =>
  answers.map((answer) => (answer.status === "fulfilled" ? "done" : (answer.reason as { code: string }).code)).sort();

beforeAll(async () => {
  await seedOrganisation();
  const reviewers = ["rita", "otto", "gone"];
  await db().roleGrant.createMany({
    data: reviewers.map((name) => ({ id: `grt_${name}`, personId: `per_${name}`, role: "reviewer" as const })),
  });
});
beforeEach(async () => {
  await db().absence.deleteMany();
});

describe("A4 out-of-office delegates", () => {
  it("are named for a time, in the log, and seen by both", async () => {
    const { absenceId } = await setAbsence(as("rita"), { ...away(-1, 5), note: "Leave" });
    const [seen] = await listAbsences(as("rita"));
    expect(seen).toEqual({
      ...{
        id: absenceId,
        person: { id: "per_rita", name: "Rita Test" },
        delegate: { id: "per_otto", name: "Otto Test" },
      },
      ...{ from: inDays(-1), until: inDays(5), note: "Leave", state: "now" },
    });
    expect(await listAbsences(as("otto"))).toEqual([seen]);
    expect(await listAbsences(as("cora", "compliance"), { personId: "per_rita" })).toEqual([seen]);
    expect(await listAbsences(as("sven"))).toEqual([]);
    expect(await eventsOf("per_rita")).toEqual([
      {
        type: "absence.set",
        actorId: "per_rita",
        details: { absenceId, delegateId: "per_otto", fromAt: inDays(-1), untilAt: inDays(5), note: "Leave" },
      },
    ]);
  });

  it("may be nobody: the others of the group are asked then", async () => {
    await setAbsence(as("rita"), away(1, 2, null));
    expect(await listAbsences(as("rita"))).toMatchObject([{ delegate: null, state: "soon" }]);
  });

  it.each<[string, string, object]>([
    ["oneself", "unmet", away(1, 2, "rita")],
    ["somebody who is no reviewer", "unmet", away(1, 2, "sven")],
    ["somebody who has left", "unmet", away(1, 2, "gone")],
    ["nobody that there is", "not_found", away(1, 2, "none")],
    ["an end before the beginning", "unmet", away(2, 1)],
    ["a time that is over", "unmet", away(-5, -1)],
    ["two years", "unmet", away(1, 730)],
    ["words for a time", "invalid", { ...away(1, 2), from: "tomorrow" }],
    ["a field that nobody knows", "invalid", { ...away(1, 2), createdById: "per_cora" }],
  ])("are refused: %s", async (_, code, input) => {
    await expect(setAbsence(as("rita"), input as never)).rejects.toMatchObject({ code });
    expect(await db().absence.count()).toBe(0);
  });

  it("are here in that time themselves; no two absences of one person overlap", async () => {
    await setAbsence(as("otto"), away(3, 6, null));
    await expect(setAbsence(as("rita"), away(1, 4))).rejects.toMatchObject({ code: "unmet" });
    await setAbsence(as("rita"), away(1, 3));
    await expect(setAbsence(as("rita"), away(2, 5, null))).rejects.toMatchObject({ code: "conflict" });
    await setAbsence(as("rita"), away(6, 7));
    expect(await db().absence.count({ where: { personId: "per_rita" } })).toBe(2);
  });

  it("of one time are named once, however many ask at once", async () => {
    const answers = await Promise.allSettled([1, 2, 3, 4].map(() => setAbsence(as("rita"), away(1, 2))));
    expect(codesOf(answers)).toEqual(["conflict", "conflict", "conflict", "done"]);
    expect(await db().absence.count()).toBe(1);
  });

  it("and who names them at the same moment do not both go", async () => {
    const answers = await Promise.allSettled([
      setAbsence(as("rita"), away(1, 2, "otto")),
      setAbsence(as("otto"), away(1, 2, "rita")),
    ]);
    expect(codesOf(answers)).toEqual(["done", "unmet"]);
  });

  it("are set for others by compliance alone", async () => {
    const forRita = { ...away(1, 2), personId: "per_rita" };
    for (const ctx of [as("otto"), as("cora", "admin")]) {
      await expect(setAbsence(ctx, forRita)).rejects.toMatchObject({ code: "forbidden" });
      await expect(listAbsences(ctx, { personId: "per_rita" })).rejects.toMatchObject({ code: "forbidden" });
    }
    await setAbsence(as("cora", "compliance"), forRita);
    expect(await listAbsences(as("rita"))).toHaveLength(1);
    const gone = { ...away(1, 2), personId: "per_gone" };
    await expect(setAbsence(as("cora", "compliance"), gone)).rejects.toMatchObject({ code: "unmet" });
  });

  it("end with the return, once, by their person or compliance", async () => {
    const { absenceId: id } = await setAbsence(as("rita"), away(-1, 5));
    await expect(endAbsence(as("otto"), { id })).rejects.toMatchObject({ code: "forbidden" });
    await expect(endAbsence(as("sven"), { id })).rejects.toMatchObject({ code: "not_found" });
    const back = [endAbsence(as("rita"), { id }), endAbsence(as("cora", "compliance"), { id })];
    expect(codesOf(await Promise.allSettled(back))).toEqual(["conflict", "done"]);
    expect(await listAbsences(as("rita"))).toEqual([]);
    await setAbsence(as("rita"), away(-1, 5));
  });

  it("can be active reviewers but oneself", async () => {
    expect((await listDelegates(as("rita"))).map(({ id }) => id)).toEqual(["per_otto"]);
  });
});

describe("A4 periods", () => {
  const days = fc.integer({ min: -10, max: 10 });
  const period = fc.tuple(days, days).map(([from, until]) => ({ from: new Date(from), until: new Date(until) }));

  it("overlap exactly when they share an instant", () => {
    fc.assert(
      fc.property(period, period, (a, b) => {
        fc.pre(a.from < a.until && b.from < b.until);
        const instants = Array.from({ length: 21 }, (_, at) => new Date(at - 10));
        const shared = instants.some((at) => [a, b].every(({ from, until }) => from <= at && at < until));
        expect(overlaps(a, b)).toBe(shared);
      }),
    );
  });

  it("last for 366 days at most", () => {
    const year = { from: new Date(0), until: new Date(366 * 86_400_000) };
    expect(canBeAway(year, new Date(0), 366).allowed).toBe(true);
    expect(canBeAway({ ...year, until: new Date(366 * 86_400_000 + 1) }, new Date(0), 366).allowed).toBe(false);
  });
});
