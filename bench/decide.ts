import { type Compiled, compileInSlices, GrantIndex, isOpen } from "@/lib/policy/engine";
import { printTable, round } from "./audit-stage";
import { bareCall, bareCedar, casbin, type Decide } from "./support/engine-peers";
import { grantsOf, type PreparedCall, policiesOf, Surroundings } from "./support/engine-stage";
import { percentile } from "./support/percentile";

const AGENTS = 100_000;
const CALLS = 20_000;
const ROUNDS = 12;
/** The first rounds are left out: engines warm up. */
const WARM = 3;
/** Slow ones are asked fewer calls in a round, so that all take their turns on the same minutes of the machine. */
const CALLS_OF_SLOW = 25;
const NOW = Date.parse("2026-11-21T08:00:00Z");

/** The engine in process, with everything loaded that is promised, in turn with its peers. */
export async function run(): Promise<void> {
  const grants = await loadGrants();
  const surroundings = new Surroundings(AGENTS);
  const compiled = await compileAll();
  const calls = Array.from({ length: CALLS }, (_, at) => surroundings.call(at));
  const ours = (policies: Compiled): Decide => {
    return ({ agentId, server, tool, request, find }) => {
      const open = grants.candidates(agentId, server, tool).filter((grant) => isOpen(grant, NOW));
      return policies.evaluate(request, find, open).decision === "allow";
    };
  };
  const contestants: Contestant[] = [
    { name: "10 policies", decide: ours(compiled.few) },
    { name: "1,000 policies", decide: ours(compiled.usual) },
    { name: "10,000 policies", decide: ours(compiled.many) },
    { name: "a bare function call", decide: bareCall() },
    { name: "Cedar-WASM, 1,000 policies", decide: bareCedar(policiesOf(1_000)), slow: true },
    { name: "casbin, 1,000 rules", decide: await casbin(policiesOf(1_000)), slow: true },
  ];
  const measured = inTurn(contestants, calls);
  report(measured, memory());
}

async function loadGrants(): Promise<GrantIndex> {
  const index = new GrantIndex();
  const began = performance.now();
  for (let agent = 0; agent < AGENTS; agent++) for (const grant of grantsOf(agent)) index.put(grant);
  const seconds = (performance.now() - began) / 1_000;
  console.log(`  ${round(index.size)} grants of ${round(AGENTS)} agents put into the index in ${seconds.toFixed(1)} s`);
  return index;
}

/** Compiles in slices, and tells how long the event loop was held: by the processor's time, for the clock counts other programs too. */
async function compileAll(): Promise<{ few: Compiled; usual: Compiled; many: Compiled }> {
  const slices = async (count: number) => {
    const turns = watchTurns();
    const began = performance.now();
    const compiled = await compileInSlices(policiesOf(count));
    const took = performance.now() - began;
    const longest = turns.stop();
    console.log(
      `  ${round(count)} policies compiled in ${took.toFixed(0)} ms; longest hold of the event loop ${longest.cpu.toFixed(1)} ms of processor, ${longest.clock.toFixed(1)} ms by the clock (promised: 20)`,
    );
    return compiled;
  };
  return { few: await slices(10), usual: await slices(1_000), many: await slices(10_000) };
}

/** The longest turn of the event loop until it is stopped, in milliseconds. */
function watchTurns(): { stop: () => { cpu: number; clock: number } } {
  const longest = { cpu: 0, clock: 0 };
  let running = true;
  let [cpu, clock] = [process.threadCpuUsage(), performance.now()];
  const look = () => {
    const { user, system } = process.threadCpuUsage(cpu);
    longest.cpu = Math.max(longest.cpu, (user + system) / 1_000);
    longest.clock = Math.max(longest.clock, performance.now() - clock);
    [cpu, clock] = [process.threadCpuUsage(), performance.now()];
    if (running) setImmediate(look);
  };
  setImmediate(look);
  return {
    stop: () => {
      running = false;
      look();
      return longest;
    },
  };
}

interface Contestant {
  name: string;
  decide: Decide;
  slow?: true;
}

interface Measured {
  name: string;
  /** Microseconds a decision: each one timed, and the processor's time of whole rounds. */
  p50: number;
  p99: number;
  cpu: number;
  allowed: number;
}

function inTurn(contestants: readonly Contestant[], calls: readonly PreparedCall[]): Measured[] {
  const spent = contestants.map(() => ({ times: [] as number[], cpu: [] as number[], allowed: 0 }));
  for (let turn = 0; turn < ROUNDS; turn++) {
    for (const [at, { decide, slow }] of contestants.entries()) {
      const asked = slow ? calls.slice(turn * CALLS_OF_SLOW, (turn + 1) * CALLS_OF_SLOW) : calls;
      const one = oneRound(decide, asked);
      const into = spent[at];
      if (turn < WARM || !into) continue;
      for (const time of one.times) into.times.push(time);
      into.cpu.push(one.cpu);
      into.allowed = one.allowed / asked.length;
    }
  }
  return contestants.map(({ name }, at) => {
    const { times = [], cpu = [], allowed = 0 } = spent[at] ?? {};
    return { name, p50: percentile(times, 50), p99: percentile(times, 99), cpu: percentile(cpu, 50), allowed };
  });
}

function oneRound(decide: Decide, calls: readonly PreparedCall[]): { times: number[]; cpu: number; allowed: number } {
  const times: number[] = [];
  let allowed = 0;
  const before = process.cpuUsage();
  for (const call of calls) {
    const began = performance.now();
    if (decide(call)) allowed++;
    times.push((performance.now() - began) * 1_000);
  }
  const { user, system } = process.cpuUsage(before);
  return { times, cpu: (user + system) / calls.length, allowed };
}

/** Megabytes of the whole process, with what nothing refers to any more given back first. */
function memory(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss / 1_048_576;
}

function report(measured: readonly Measured[], megabytes: number): void {
  const of = (name: string) => measured.find((one) => one.name.startsWith(name)) as Measured;
  const usual = of("1,000");
  printTable(
    measured.map(({ name, p50, p99, cpu, allowed }) => [
      name,
      `p50 ${p50.toFixed(1)}  p99 ${p99.toFixed(1)} µs`,
      name === usual.name ? "p50 20, p99 100" : "",
      `${cpu.toFixed(1)} µs of processor${name.endsWith("policies") && !name.startsWith("Cedar") ? `; ${(allowed * 100).toFixed(0)} % allowed` : ""}`,
    ]),
  );
  printTable([
    ["10,000 policies to 10", `${(of("10,000").p50 / of("10 ").p50).toFixed(2)} ×`, "1.5 ×", "p50 to p50"],
    ["faster than Cedar-WASM at 1,000", `${round(of("Cedar").p50 / usual.p50)} ×`, "300 ×", "p50 to p50"],
    ["faster than Cedar-WASM at 1,000", `${round(of("Cedar").cpu / usual.cpu)} ×`, "300 ×", "processor to processor"],
    ["faster than casbin at 1,000", `${round(of("casbin").p50 / usual.p50)} ×`, "", "p50 to p50"],
    ["memory of the process", `${round(megabytes)} MB`, "1,024 MB", "with all of the above loaded, peers included"],
  ]);
}
