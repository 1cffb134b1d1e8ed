import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { systemContext } from "@/lib/context";
import { db, inSqlTransaction, sql } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { recordSome, testLog } from "@/lib/testing/log";
import { exportEvents, recordEvent } from "./index";

testLog();

async function whole(chunks: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const chunk of chunks) text += chunk;
  return text;
}

const auditor = contextAs("auditor", { id: "per_auditor" });

describe("L1 the export of events", () => {
  it("holds every matching event once, formulas neutralised, and is itself recorded first", async () => {
    await recordSome(450);
    await inSqlTransaction((tx) =>
      recordEvent(tx, systemContext("test"), {
        type: "log.self_audit_failed",
        targetId: "log",
        details: { reason: '=HYPERLINK("x")' },
      }),
    );
    const rows = parse(await whole(exportEvents(auditor, { kind: ["team"] }, "csv")), { columns: true }) as {
      id: string;
    }[];
    expect(new Set(rows.map((row) => row.id)).size).toBe(450);
    const { rows: recorded } = await sql().query(
      "select actor_id, details from audit_events where type = 'export.created'",
    );
    expect(recorded).toMatchObject([{ actor_id: "per_auditor", details: { what: "audit events", rows: 450 } }]);
    await db().person.create({ data: { id: "per_f", name: '=HYPERLINK("x")', email: "f@example.com" } });
    await inSqlTransaction((tx) =>
      recordEvent(tx, contextAs("owner", { id: "per_f" }), {
        type: "session.started",
        targetId: "ses_1",
        details: { method: "local" },
      }),
    );
    const csv = await whole(exportEvents(auditor, { kind: ["session"] }, "csv"));
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
  });

  it("is one JSON document per line as JSON Lines", async () => {
    const lines = (await whole(exportEvents(auditor, { kind: ["log"] }, "jsonl"))).trim().split("\n");
    expect(lines.map((line) => JSON.parse(line).type)).toEqual(["log.self_audit_failed"]);
  });

  it("is refused to who may read but not export, and leaves no row behind", async () => {
    const before = (await sql().query("select count(*) from audit_events")).rows[0].count;
    await expect(whole(exportEvents(contextAs("ciso", { id: "per_c" }), {}, "csv"))).rejects.toMatchObject({
      code: "forbidden",
    });
    expect((await sql().query("select count(*) from audit_events")).rows[0].count).toBe(before);
  });
});
