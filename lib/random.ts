import { randomFillSync } from "node:crypto";

const pool = Buffer.allocUnsafeSlow(8_192);
let used = pool.length;

/**
 * `count` bytes (at most 8,192) from the system's cryptographic generator, each given out once. Drawn in stock, for a draw
 * costs more than most of what it is made for, and overwritten when they leave.
 */
export function drawRandom(count: number): Buffer {
  if (used + count > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const drawn = Buffer.from(pool.subarray(used, used + count));
  pool.fill(0, used, used + count);
  used += count;
  return drawn;
}
