import os from "node:os";
import { describe, expect, it } from "vitest";
import { memoryAtHand, memorySettings } from "./postgres-memory.mjs";

const GIB = 2 ** 30;

describe("the embedded PostgreSQL is sized by the memory of its machine", () => {
  it.each([
    ["a small container: what PostgreSQL takes by itself", 0.5, "128MB", "256MB"],
    ["2 GiB: most is left to the console", 2, "256MB", "1024MB"],
    ["8 GiB", 8, "1792MB", "4096MB"],
    ["64 GiB: no more than it can use", 64, "8192MB", "32768MB"],
  ])("%s", (_, gibibytes, buffers, cached) => {
    expect(memorySettings(gibibytes * GIB)).toMatchObject({ shared_buffers: buffers, effective_cache_size: cached });
  });

  it("never more than there is", () => {
    expect(memoryAtHand()).toBeLessThanOrEqual(os.totalmem());
    expect(memoryAtHand()).toBeGreaterThan(0);
  });
});
