// Makes and checks exports in a process of its own, as a worker does, and says how long each step took and how much memory it held at most.
import fs from "node:fs";
import { systemContext } from "@/lib/context";
import { closeDatabase } from "@/lib/db";
import { gatherExport, verifyExport } from "@/lib/evidence";

const [what = "", target = ""] = process.argv.slice(2);

/** VmHWM: the most that was ever resident, in MB. */
const peak = () => Math.round(Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync("/proc/self/status", "utf8"))?.[1]) / 1_024);

async function verified(file: string): Promise<readonly string[]> {
  const handle = await fs.promises.open(file, "r");
  const { size } = await handle.stat();
  const read = async (position: number, length: number) => {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
  };
  const { faults } = await verifyExport({ size, read });
  await handle.close();
  return faults;
}

const before = peak();
const own = process.cpuUsage();
const began = performance.now();
const outcome = what === "gather" ? await gatherExport(systemContext("worker"), target) : await verified(target);
const seconds = (performance.now() - began) / 1_000;
const { user, system } = process.cpuUsage(own);
process.send?.({ outcome, seconds, processor: (user + system) / 1e6, megabytes: peak(), before });
await closeDatabase();
process.disconnect();
