// Builds packs in a process of its own, as a worker does, and says how long each step took and how much memory it held at most.
import fs from "node:fs";
import { buildPack, verifyPack } from "@/lib/campaigns";
import { systemContext } from "@/lib/context";
import { closeDatabase } from "@/lib/db";

const [what = "", target = ""] = process.argv.slice(2);

/** VmHWM: the most that was ever resident, in MB. */
const peak = () => Math.round(Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync("/proc/self/status", "utf8"))?.[1]) / 1_024);

const before = peak();
const began = performance.now();
let outcome: unknown;
if (what === "build") outcome = await buildPack(systemContext("worker"), target);
else {
  const handle = await fs.promises.open(target, "r");
  const { size } = await handle.stat();
  const read = async (position: number, length: number) => {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
  };
  outcome = (await verifyPack({ size, read })).faults;
  await handle.close();
}
const seconds = (performance.now() - began) / 1_000;
process.send?.({ outcome, seconds, megabytes: peak(), before });
await closeDatabase();
process.disconnect();
