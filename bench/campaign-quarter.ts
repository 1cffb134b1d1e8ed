// A whole quarter on 20,000 agents with 100,000 grants: leavers, movers, drift, silence, the close with a second person, remediation
// proved at the decision point, and then the same organisation compared with an independent reckoning of who should have lost what.
import { startSequencer } from "@/lib/audit";
import { closeDecisionPoint } from "@/lib/policy";
import { fillWorld } from "@/lib/testing/quarter/fill";
import { differences, fatesIn } from "@/lib/testing/quarter/outcome";
import { close, launch, liveOn, review, stateOf } from "@/lib/testing/quarter/play";
import { countFates, reckon } from "@/lib/testing/quarter/reckoning";
import { makeWorld } from "@/lib/testing/quarter/world";
import { onStage, printTable } from "./audit-stage";

const AGENTS = Number(process.env.AGENTS ?? 20_000);
const SEED = Number(process.env.QUARTER_SEED ?? 20_262);

export function run(): Promise<void> {
  return onStage(async () => {
    const world = makeWorld(SEED, { agents: AGENTS, owners: Math.ceil(AGENTS / 20), grants: 5 });
    await fillWorld(world);
    // The log holds back whoever writes while too much of it waits for its number.
    const over = new AbortController();
    const numbering = startSequencer({ signal: over.signal, onProblem: (error) => console.error(error) });
    const rows: [string, string, string][] = [];
    const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
      const began = performance.now();
      const result = await work();
      rows.push([what, `${((performance.now() - began) / 1_000).toFixed(1)} s`, ""]);
      return result;
    };
    const id = await timed("launch", () => launch(world, "Quarter"));
    await timed("what happens meanwhile: leavers, movers, risen tiers, new and ended grants", () => liveOn(world));
    const decided = await timed("reviews, silence and both stages", () => review(world, id));
    const { waits, previewMillis, remediationMillis } = await timed("close", () => close(id));
    rows.push(["  of it the preview", `${Math.round(previewMillis)} ms`, "≤ 3,000 ms"]);
    rows.push(["  of it carrying out and proving", `${(remediationMillis / 1_000).toFixed(1)} s`, ""]);
    const reckoned = reckon(world);
    const wrong = differences(reckoned, await fatesIn());
    const fates = countFates([...reckoned.values()].map(({ fate }) => fate));
    rows.push(["agents, grants", `${AGENTS}, ${reckoned.size}`, ""]);
    rows.push(["items decided by people", String(decided), ""]);
    rows.push(["needed a second person", waits ? "yes" : "no", ""]);
    rows.push(["campaign", await stateOf(id), "closed"]);
    for (const [fate, count] of Object.entries(fates)) rows.push([`reckoned ${fate}`, String(count), ""]);
    rows.push(["grants that ended otherwise than reckoned", String(wrong.length), "0"]);
    printTable(rows);
    for (const line of wrong.slice(0, 20)) console.log(line);
    over.abort();
    await numbering;
    await closeDecisionPoint();
  });
}
