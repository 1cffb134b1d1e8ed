import { describe, expect, it } from "vitest";
import { recordSome, testLog } from "@/lib/testing/log";
import { assertDurableServer, judge, logHealth } from "./health";
import { sequenceOnce } from "./sequencer";

testLog();

const well = {
  sealed: "",
  fault: "",
  backlog: 0,
  oldestUnsequencedSeconds: 0,
  checkpointAge: 5,
  noMonth: false,
  outside: false,
};

describe("L2 the health of the log", () => {
  it.each([
    ["nothing waits", well, "ok"],
    ["nothing waits, and nothing has for a day", { ...well, checkpointAge: 86_400 }, "ok"],
    [
      "events wait, checkpoints come",
      { ...well, backlog: 9_000, oldestUnsequencedSeconds: 40, checkpointAge: 1 },
      "ok",
    ],
    [
      "an event waits since a moment, after a quiet day",
      { ...well, backlog: 1, oldestUnsequencedSeconds: 1, checkpointAge: 86_400 },
      "ok",
    ],
    [
      "events wait and no checkpoint came for 31 s",
      { ...well, backlog: 1, oldestUnsequencedSeconds: 31, checkpointAge: 31 },
      "behind",
    ],
    [
      "events wait and there never was a checkpoint",
      { ...well, backlog: 1, oldestUnsequencedSeconds: 31, checkpointAge: null },
      "behind",
    ],
    ["this month has no part of its own", { ...well, noMonth: true }, "unprepared"],
    ["events stand outside of the months", { ...well, outside: true }, "unprepared"],
    ["the self-audit found something", { ...well, fault: "leaf 17 changed" }, "faulty"],
    ["the log is sealed, whatever else", { ...well, sealed: "restored", fault: "leaf 17 changed" }, "sealed"],
  ])("%s", (_, found, state) => {
    expect(judge(found).state).toBe(state);
    expect(judge(found).reason === "").toBe(state === "ok");
  });

  it("counts what waits and says when the last checkpoint was signed", async () => {
    await recordSome(3);
    expect(await logHealth()).toMatchObject({ ok: true, size: 0, backlog: 3, lastCheckpointAt: null });
    await sequenceOnce();
    expect(await logHealth()).toMatchObject({ ok: true, size: 4, backlog: 0, lastCheckpointAt: expect.any(Date) });
  });

  it("refuses a server that may forget, unless that is allowed", async () => {
    // The server of the tests is such a one.
    await expect(assertDurableServer()).rejects.toThrow(
      /fsync = off.*synchronous_commit = off|synchronous_commit = off.*fsync = off/,
    );
    process.env.COUNTERSIGN_ALLOW_UNSAFE_DATABASE = "1";
    await expect(assertDurableServer()).resolves.toBeUndefined();
    delete process.env.COUNTERSIGN_ALLOW_UNSAFE_DATABASE;
  });
});
