import { describe, expect, it } from "vitest";
import { repeatUntil } from "./process";

describe("P2 what a worker does now and then", () => {
  it("goes on after a turn that failed, tells of it, and ends when it is stopped", async () => {
    const stop = new AbortController();
    const told: unknown[] = [];
    let turns = 0;
    const work = async () => {
      turns += 1;
      if (turns === 1) throw new Error("database away");
      stop.abort();
    };
    await repeatUntil(stop.signal, 1, { work, onProblem: (error) => told.push(error) });
    expect(turns).toBe(2);
    expect(told).toEqual([expect.objectContaining({ message: "database away" })]);
  });
  it("does nothing more once it is stopped, however long the wait would be", async () => {
    const stop = new AbortController();
    let turns = 0;
    const work = async () => {
      turns += 1;
    };
    const running = repeatUntil(stop.signal, 3_600_000, { work, onProblem: () => {} });
    stop.abort();
    await running;
    expect(turns).toBe(1);
  });
});
