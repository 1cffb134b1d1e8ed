import { classifyPermission, classifyTool, type ToolDescription } from "@/lib/risk";

/** Promised: 5,000 tools/s on one core. */
const TOOLS = 20_000;
const ROUNDS = 5;

const VERBS = [
  "list",
  "get",
  "create",
  "update",
  "delete",
  "send",
  "run",
  "export",
  "archive",
  "check",
  "grant",
  "sync",
];
const NOUNS = [
  "invoice",
  "ticket",
  "report",
  "member",
  "server",
  "page",
  "message",
  "order",
  "secret",
  "calendar",
  "shelf",
];
const TAILS = [
  "Returns the matching entries with their owners, labels and dates of change.",
  "Use this tool when a person asks about their own entries; prefer a search for anything older than a year.",
  "This operation cannot be undone and removes everything that depends on the entry.",
  "It also notifies the people who follow the entry, unless notifications are switched off.",
  "Results are paged: pass the cursor of one answer with the next question until none is returned.",
];

/** Tools of every shape of name, with descriptions of 20 to about 1,500 characters and a schema for every second one. */
function synthesized(count: number): ToolDescription[] {
  return Array.from({ length: count }, (_, index) => {
    const verb = VERBS[index % VERBS.length] ?? "list";
    const noun = NOUNS[(index * 7) % NOUNS.length] ?? "page";
    const names = [`${verb}_${noun}`, `${noun}-${verb}`, `${verb}${noun[0]?.toUpperCase()}${noun.slice(1)}`];
    const tail = Array.from({ length: index % 16 }, (__, at) => TAILS[(index + at) % TAILS.length]).join(" ");
    return {
      server: `desk-${index % 50}`,
      tool: names[index % 3] ?? verb,
      description: `${verb[0]?.toUpperCase()}${verb.slice(1)}s one ${noun} or several. ${tail}`,
      ...(index % 2 ? { input_schema: schemaOf(noun) } : {}),
    };
  });
}

function schemaOf(noun: string) {
  return {
    type: "object",
    properties: {
      [`${noun}_id`]: { type: "string" },
      action: { type: "string", enum: ["get", "archive", "delete"] },
      body: { type: "string", description: "What to write." },
      limit: { type: "integer" },
      dry_run: { type: "boolean" },
    },
  };
}

export async function run(): Promise<void> {
  const tools = synthesized(TOOLS);
  const rights = tools.map(({ tool, description }) => ({ action: `desk:${tool}`, description: description ?? "" }));
  report("tools", tools, (tool) => classifyTool(tool));
  report("permissions", rights, (right) => classifyPermission(right));
}

/** Medians over rounds: the first ones warm the compiler up. The clock also counts what else the machine does. */
function report<T>(what: string, rows: readonly T[], rate: (row: T) => unknown): void {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const started = performance.now();
    const cpu = process.cpuUsage();
    for (const row of rows) rate(row);
    const used = process.cpuUsage(cpu);
    return { seconds: (performance.now() - started) / 1000, cpuSeconds: (used.user + used.system) / 1e6 };
  });
  const seconds = median(rounds.map((round) => round.seconds));
  const cpu = median(rounds.map((round) => round.cpuSeconds));
  const perCore = Math.round(rows.length / cpu).toLocaleString("en-US");
  const perSecond = Math.round(rows.length / seconds).toLocaleString("en-US");
  console.log(`${what}: ${perCore} per second of one core, ${perSecond}/s by the clock (median of ${ROUNDS} rounds)`);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
