/**
 * Runs before each test file. Two processes run all files one after the other, for starting a process and loading every
 * library anew took a third of the run. What is our own is new in each file all the same: modules and their state,
 * settings, timers, signal handlers. So no file can depend on which one ran before it.
 */
import type { EventEmitter } from "node:events";
import fc from "fast-check";
import { beforeAll, vi } from "vitest";

// A run tells the same on every machine; `npm run explore` looks elsewhere.
const { PROPERTY_SEED = "20261122", PROPERTY_RUNS = "100" } = process.env;
fc.configureGlobal({ seed: Number(PROPERTY_SEED), numRuns: Number(PROPERTY_RUNS) });

const SIGNALS = ["SIGINT", "SIGTERM", "disconnect"] as const;
const signalled: EventEmitter = process;

const held = globalThis as unknown as Record<string, unknown> & {
  endFile?: (() => void) | undefined;
  endTimers?: () => void;
};
// A file whose preparation failed has not been ended.
held.endFile?.();
takeLeftOpen();

// Libraries stay loaded; the modules of the project are evaluated again for this file.
vi.resetModules();

const settings = { ...process.env };
const heard = SIGNALS.map((event) => ({ event, before: signalled.listeners(event) }));
const timers = { setTimeout: globalThis.setTimeout, setInterval: globalThis.setInterval };
const started = new Set<NodeJS.Timeout>();
globalThis.setTimeout = remembering(timers.setTimeout);
globalThis.setInterval = remembering(timers.setInterval);

// What `beforeAll` returns runs when every `afterAll` has, and the first registered runs last: after all that the file closes.
beforeAll(() => () => {
  endFile();
  const left = takeLeftOpen();
  if (left.length > 0) throw new Error(`Left open by this test file, close it in afterAll: ${left.join(", ")}`);
});
held.endFile = endFile;
held.endTimers = endTimers;

function endFile(): void {
  held.endFile = undefined;
  Object.assign(globalThis, timers);
  endTimers();
  for (const { event, before } of heard) {
    for (const listener of signalled.listeners(event)) {
      if (!before.includes(listener)) signalled.removeListener(event, listener as () => void);
    }
  }
  for (const name of Object.keys(process.env)) if (!(name in settings)) delete process.env[name];
  Object.assign(process.env, settings);
}

/**
 * A write that is put off for some seconds would otherwise fall into the database of a later file, or open this file's own anew
 * while it is closed: testDatabase() ends timers first.
 */
function endTimers(): void {
  for (const timer of started) clearTimeout(timer);
}

function remembering<T extends typeof setTimeout | typeof setInterval>(start: T): T {
  return new Proxy(start, {
    apply(target, self, given) {
      const timer: NodeJS.Timeout = Reflect.apply(target, self, given);
      started.add(timer);
      return timer;
    },
  });
}

/** Connections and feeds are held once a process (`globalThis.countersign…`): the next file would work on this one's. */
function takeLeftOpen(): string[] {
  const left = Object.keys(held).filter((name) => name.startsWith("countersign") && held[name] !== undefined);
  for (const name of left) delete held[name];
  return left;
}
