import { describe, expect, it } from "vitest";
import { sql } from "@/lib/db";
import { pastTheWalls, recordSome, testLog } from "@/lib/testing/log";
import { logHealth, sequenceOnce } from "./index";
import { runSelfAudit } from "./self-audit";

testLog();

describe("L1 a log that nobody has opened yet", () => {
  it("is opened all the same when writers were quicker than the first sequencer, and numbers all of theirs", async () => {
    await pastTheWalls((client) => client.query("update log_state set backlog_limit = 10"));
    const ids = await recordSome(11);
    await expect(recordSome(1)).rejects.toMatchObject({ code: "unavailable" });
    await sequenceOnce();
    const { rows } = await sql().query<{ id: string }>("select event_id as id from log_sequence order by seq");
    expect(rows.map(({ id }) => id).slice(1)).toEqual(ids);
    expect(await logHealth()).toMatchObject({ state: "ok", size: 12 });
    await recordSome(1);
    expect(await sequenceOnce()).toMatchObject({ numbered: 1 });
    expect(await runSelfAudit()).toEqual([]);
  });
});
