import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { systemContext } from "@/lib/context";
import { inSqlTransaction, sql } from "@/lib/db";
import { headerOf, startMailServer, type TestMailServer } from "@/lib/notifications/testing/mail-server";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { eventsOf } from "@/lib/testing/inventory";
import { fillWorld } from "@/lib/testing/posture-world";
import { listSchedules } from "./list-schedules";
import { posturePdf } from "./posture-pdf";
import { scheduleReport } from "./schedule-report";
import { sendDueReports } from "./send-due-reports";
import { claimDue } from "./store";
import { unscheduleReport } from "./unschedule-report";

testDatabase();

const FRIDAY = new Date("2026-11-20T09:00:00Z");
const MONDAY = new Date("2026-11-23T07:00:00Z");
const ME = "per_000001";
const ciso = contextAs("ciso", { id: ME, now: FRIDAY });
const worker = (now: Date) => systemContext("worker", { now });
let server: TestMailServer;

beforeAll(async () => {
  server = await startMailServer();
  process.env.SMTP_URL = `smtp://127.0.0.1:${server.port}`;
  await fillWorld({ seed: 0.2, now: FRIDAY, agents: 40, teams: 2, people: 8, decisions: 1 });
  await sql().query("update people set status = 'active', time_zone = 'Europe/Berlin'");
});
afterAll(async () => {
  delete process.env.SMTP_URL;
  await server.stop();
});
beforeEach(async () => {
  server.received.length = 0;
  await sql().query("delete from report_schedules");
  await sql().query("delete from role_grants");
  await sql().query("insert into role_grants (id, person_id, role) values ('grt_one', $1, 'ciso')", [ME]);
});

const mine = async () => (await listSchedules(ciso, "UTC")).schedules;

describe("D4 a report comes by mail on a schedule", () => {
  it("at eight in the morning of the reader's zone, with the PDF, and no number in the subject", async () => {
    const { id, nextAt } = await scheduleReport(ciso, { rhythm: "weekly" });
    expect(nextAt).toBe(MONDAY.toISOString());
    expect(await sendDueReports(worker(new Date(MONDAY.getTime() - 1)))).toBe(0);
    expect(await sendDueReports(worker(MONDAY))).toBe(1);
    const [mail] = server.received;
    expect(mail?.to).toEqual(["p1@example.test"]);
    expect(headerOf(mail?.source ?? "", "Subject")).toBe("Posture report, 2026-11-23");
    expect(mail?.source).toContain("application/pdf");
    expect(await mine()).toMatchObject([
      { id, nextAt: "2026-11-30T07:00:00.000Z", lastAt: MONDAY.toISOString(), error: "" },
    ]);
    const events = await eventsOf(id);
    expect(events.map(({ type }) => type)).toEqual(["report.scheduled", "report.sent"]);
    expect(events[1]?.details).toMatchObject({ personId: ME, digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it("keeps its hour when the clocks of the zone change, and comes on the first of a month and of a quarter", async () => {
    const october = contextAs("ciso", { id: ME, now: new Date("2026-10-23T00:00:00Z") });
    expect((await scheduleReport(october, { rhythm: "weekly" })).nextAt).toBe("2026-10-26T07:00:00.000Z");
    expect((await scheduleReport(october, { rhythm: "monthly" })).nextAt).toBe("2026-11-01T07:00:00.000Z");
    expect((await scheduleReport(october, { rhythm: "quarterly" })).nextAt).toBe("2027-01-01T07:00:00.000Z");
    expect(await mine()).toHaveLength(1);
  });

  it("is sent once, however many workers look", async () => {
    await scheduleReport(ciso, { rhythm: "weekly" });
    const sent = await Promise.all([1, 2, 3].map(() => sendDueReports(worker(MONDAY))));
    expect(sent.reduce((sum, one) => sum + one, 0)).toBe(1);
    expect(server.received).toHaveLength(1);
  });

  it("is repeated once at most when a worker dies between sending and writing so down", async () => {
    await scheduleReport(ciso, { rhythm: "weekly" });
    const lease = new Date(MONDAY.getTime() + 600_000);
    // What a worker leaves that died with the claim in its hands.
    expect(await inSqlTransaction((tx) => claimDue(tx, MONDAY, lease))).not.toBeNull();
    expect(await sendDueReports(worker(new Date(lease.getTime() - 1)))).toBe(0);
    expect(await sendDueReports(worker(lease))).toBe(1);
    expect(await sendDueReports(worker(lease))).toBe(0);
    expect(server.received).toHaveLength(1);
  });

  it("is tried again when the mail server cannot take it, and says why", async () => {
    await scheduleReport(ciso, { rhythm: "weekly" });
    await server.stop();
    expect(await sendDueReports(worker(MONDAY))).toBe(0);
    expect(await mine()).toMatchObject([
      { lastAt: null, nextAt: "2026-11-23T07:30:00.000Z", error: expect.stringContaining("mail server") },
    ]);
    server = await startMailServer({}, server.port);
    expect(await sendDueReports(worker(new Date("2026-11-23T07:30:00Z")))).toBe(1);
    expect(await mine()).toMatchObject([{ nextAt: "2026-11-30T07:00:00.000Z", error: "" }]);
  });
});

describe("D4 a report says no more than its reader may see", () => {
  it("ends for who has lost the right, and for who has left", async () => {
    for (const lost of [
      "delete from role_grants",
      "update people set status = 'deactivated' where id = 'per_000001'",
    ]) {
      const { id } = await scheduleReport(ciso, { rhythm: "weekly" });
      await sql().query(lost);
      expect(await sendDueReports(worker(MONDAY))).toBe(0);
      expect(await mine()).toEqual([]);
      expect((await eventsOf(id)).map(({ type }) => type)).toContain("report.unscheduled");
      await sql().query("update people set status = 'active'");
    }
    expect(server.received).toEqual([]);
  });

  it("ends for a team that is not theirs any more, rather than show another", async () => {
    await scheduleReport(ciso, { rhythm: "weekly", teamId: "tem_0001" });
    await sql().query("update role_grants set team_id = 'tem_0002'");
    expect(await sendDueReports(worker(MONDAY))).toBe(0);
    expect(await mine()).toEqual([]);
  });

  it("can be asked for only of what one may see, and ended only by oneself", async () => {
    const bound = contextAs("ciso", { id: "per_000002", teamId: "tem_0002", now: FRIDAY });
    await expect(scheduleReport(bound, { rhythm: "weekly" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(scheduleReport(bound, { rhythm: "weekly", teamId: "tem_0001" })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(scheduleReport(worker(FRIDAY), { rhythm: "weekly" })).rejects.toMatchObject({ code: "forbidden" });
    const { id } = await scheduleReport(bound, { rhythm: "weekly", teamId: "tem_0002" });
    await expect(unscheduleReport(ciso, { id })).rejects.toMatchObject({ code: "not_found" });
    await unscheduleReport(bound, { id });
    await expect(unscheduleReport(bound, { id })).rejects.toMatchObject({ code: "not_found" });
  });

  it("is two pages, and the same at the same instant", async () => {
    const { pdf } = await posturePdf(ciso);
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    expect(pdf.toString("latin1")).toMatch(
      /\/Type \/Pages[\s\S]{0,200}\/Count 2\b|\/Count 2\b[\s\S]{0,200}\/Type \/Pages/,
    );
    expect((await posturePdf(ciso)).pdf.equals(pdf)).toBe(true);
  });
});
