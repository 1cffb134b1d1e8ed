// `open-epoch`: the recovery of a sealed audit log, by an operator on the machine, naming the two people who answer for it.
import { parseArgs } from "node:util";
import { openEpoch } from "@/lib/audit";
import { systemContext } from "@/lib/context";

/** @returns 0 when the epoch is open; a refusal is thrown */
export async function runOpenEpoch(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { administrator: { type: "string" }, controller: { type: "string" }, reason: { type: "string" } },
  });
  const { epoch, origin, vkey } = await openEpoch(systemContext("command-line"), {
    administrator: values.administrator ?? "",
    controller: values.controller ?? "",
    reason: values.reason ?? "",
  });
  console.log(`Epoch ${epoch} of the audit log is open as ${origin}; its first leaf says why.`);
  console.log(`Give everybody who verifies it the new key: ${vkey}`);
  return 0;
}
