// Events as OCSF against the published schema: npm run bench -- ocsf --schema DIR (a checkout of github.com/ocsf/ocsf-schema at the
// version that exports name). Every event type and ten thousand events filled by chance; prints what fails, and it must be nothing.
import { parseArgs } from "node:util";
import { VOCABULARY } from "@/lib/audit";
import { OCSF_VERSION } from "@/lib/evidence/format/manifest";
import { rowOf } from "@/lib/evidence/format/row";
import { toOcsf } from "@/lib/evidence/ocsf/to-ocsf";
import { generateLeaves } from "@/lib/evidence/testing/generate";
import { OcsfSchema } from "./support/ocsf-schema";

const EVENTS = 10_000;

export async function run(): Promise<void> {
  const { values } = parseArgs({ args: process.argv.slice(3), options: { schema: { type: "string" } }, strict: false });
  if (typeof values.schema !== "string") {
    console.log("not measured: give --schema DIR, a checkout of github.com/ocsf/ocsf-schema");
    return;
  }
  const schema = new OcsfSchema(values.schema);
  if (schema.version !== OCSF_VERSION) throw new Error(`this is OCSF ${schema.version}, events are of ${OCSF_VERSION}`);
  const types = new Set<string>();
  const classes = new Map<number, number>();
  const failures = new Map<string, number>();
  const add = <K>(counts: Map<K, number>, key: K) => counts.set(key, (counts.get(key) ?? 0) + 1);
  const count = EVENTS + Object.keys(VOCABULARY).length;
  const source = { productVersion: "1.0.0", schemaVersion: OCSF_VERSION, origin: () => "example.org/log" };
  for (const leaf of generateLeaves(count)) {
    const row = rowOf(leaf);
    const event = JSON.parse(JSON.stringify(toOcsf(row, source))) as Record<string, unknown>;
    types.add(row.leaf.type);
    add(classes, Number(event.class_uid));
    for (const fault of schema.faultsOf(event)) add(failures, `${row.leaf.type}: ${fault}`);
  }
  for (const [fault, times] of failures) console.log(`WRONG ${times} × ${fault}`);
  const byClass = [...classes].sort(([one], [other]) => one - other).map(([uid, times]) => `${uid}: ${times}`);
  console.log(
    `OCSF ${schema.version}: ${count} events of ${types.size} types (${byClass.join(", ")}), ${failures.size} kinds of failures`,
  );
  if (failures.size) process.exitCode = 1;
}
