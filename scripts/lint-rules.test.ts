import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

// A rule that never fires does not exist: each line below is put where it pretends to be and linted with our own rules.
// [what the rule keeps apart, the file it is in, the code, the beginning of the rule's message]
const BAD: [string, string, string, string][] = [
  ["a verb in a component", "components/agents/a.tsx", 'import { createAgent } from "@/lib/agents";', "A component"],
  ["a schema in a component", "components/agents/h.tsx", 'import { f } from "@/lib/agents/schema";', "A component"],
  ["a vault in a component", "components/agents/b.tsx", 'import { f } from "@/lib/agents/store";', "A component"],
  ["the database in a component", "components/agents/c.tsx", 'import type { Tx } from "@/lib/db";', "A component"],
  [
    "a session in a component",
    "components/agents/d.tsx",
    'import { requireContext } from "@/lib/auth";',
    "A component",
  ],
  [
    "a mixed import in a component",
    "components/agents/e.tsx",
    'import { type T, f } from "@/lib/agents";',
    "A component",
  ],
  ["Node in a component", "components/agents/f.tsx", 'import fs from "node:fs";', "A component"],
  [
    "a re-export in a component",
    "components/agents/g.tsx",
    'export { createAgent } from "@/lib/agents";',
    "A component",
  ],
  [
    "await in a rulebook",
    "lib/one/rules.ts",
    "export async function f(p: Promise<1>) { return await p; }",
    "A rulebook",
  ],
  ["async in a rulebook", "lib/two/rules.ts", "export const f = async () => 1;", "A rulebook"],
  ["the clock in a rulebook", "lib/three/rules.ts", "export const now = () => new Date();", "A rulebook"],
  ["the other clock", "lib/four/rules.ts", "export const now = () => Date.now();", "A rulebook"],
  ["settings in a rulebook", "lib/five/rules.ts", 'export const f = () => process.env["X"];', "A rulebook"],
  ["files in a rulebook", "lib/six/rules.ts", 'import fs from "node:fs";', "A rulebook"],
  ["its vault in a rulebook", "lib/seven/rules.ts", 'import { load } from "./store";', "A rulebook"],
  ["chance in a rulebook", "lib/eight/rules.ts", "export const f = () => Math.random();", "A rulebook"],
  ["the pool in a verb", "lib/agents/a.ts", 'import { sql } from "@/lib/db";', "Only store.ts"],
  ["Prisma in a verb", "lib/agents/b.ts", 'import { db, inTransaction } from "@/lib/db";', "Only store.ts"],
  [
    "the generated client in a verb",
    "lib/agents/c.ts",
    'import { PrismaClient } from "@/lib/db/generated/client";',
    "Only store",
  ],
  ["the pool in a page", "app/page.tsx", 'import { sql } from "@/lib/db";', "Only store.ts"],
  ["the pool at the machines' door", "api/a.ts", 'import { sql } from "@/lib/db";', "Only store.ts"],
  ["another domain's vault", "lib/agents/d.ts", 'import { f } from "@/lib/people/store";', "Enter a domain"],
  ["another domain's verb file", "app/b.tsx", 'import { f } from "@/lib/agents/create-agent";', "Enter a domain"],
  ["a way round by ..", "lib/agents/e.ts", 'import { f } from "../people/store";', "Enter a domain"],
  ["a dynamic way round", "app/c.tsx", 'export const f = () => import("@/lib/agents/store");', "Enter a domain"],
  ["upward from grants", "lib/entitlements/a.ts", 'import { decide } from "@/lib/policy";', "lib/entitlements and"],
  ["upward from decisions", "lib/policy/a.ts", 'import { throwSwitch } from "@/lib/incidents";', "lib/policy stands"],
  ["upward from risk", "lib/risk/a.ts", 'import { getAgent } from "@/lib/agents";', "lib/risk stands below"],
  ["upward from suppliers", "lib/suppliers/a.ts", 'import { getReach } from "@/lib/reach";', "lib/suppliers and"],
  ["upward from people", "lib/people/a.ts", 'import { f } from "@/lib/agents";', "lib/people stands below"],
  ["upward from audit", "lib/audit/a.ts", 'import type { T } from "@/lib/people";', "lib/audit stands below"],
  ["upward from accounts", "lib/accounts/a.ts", 'import { f } from "@/lib/people";', "lib/accounts stands below"],
  ["upward from access", "lib/access/a.ts", 'import { f } from "@/lib/audit";', "The common ground"],
  ["upward from the ground", "lib/ids.ts", 'import { f } from "@/lib/agents";', "The common ground"],
  ["upward from agents", "lib/agents/f.ts", 'import { f } from "@/lib/approvals";', "lib/agents stands below"],
  ["upward from campaigns", "lib/campaigns/f.ts", 'import { f } from "@/lib/inbox";', "lib/campaigns stands below"],
  ["upward from evidence", "lib/evidence/f.ts", 'import { f } from "@/lib/compliance";', "What shows and proves"],
  ["upward from keys", "lib/api-keys/f.ts", 'import { f } from "@/lib/people";', "lib/api-keys stands below"],
  ["upward from incidents", "lib/incidents/f.ts", 'import { f } from "@/lib/campaigns";', "lib/incidents stands below"],
  ["Next in a domain", "lib/agents/g.ts", 'import { headers } from "next/headers";', "lib knows neither"],
  ["React in a domain", "lib/agents/h.ts", 'import { cache } from "react";', "lib knows neither"],
  ["a component in a domain", "lib/agents/i.ts", 'import { cn } from "@/components/cn";', "lib knows neither"],
  ["an action outside actions.ts", "app/d.ts", '"use server";', "The directive use server"],
  [
    "an action in a component",
    "components/x.tsx",
    'export async function f() {\n  "use server";\n}',
    "The directive use server",
  ],
  ["an action by another name", "app/one/actions.ts", "export async function createAgent() {}", "actions.ts exports"],
  ["a constant among actions", "app/two/actions.ts", "export const limit = 5;", "actions.ts exports"],
  [
    "an actor from outside",
    "app/three/actions.ts",
    "export async function xAction(actorId: string) { return actorId; }",
    "actions.ts exports",
  ],
  [
    "a context from outside",
    "app/four/actions.ts",
    "export async function xAction(ctx: object) { return ctx; }",
    "actions.ts exports",
  ],
  [
    "SQL from a string",
    "lib/agents/store.ts",
    "export const f = (tx: never, s: string) => tx.$queryRawUnsafe(s);",
    "No SQL from",
  ],
  [
    "a change from a string",
    "lib/people/store.ts",
    "export const f = (tx: never, s: string) => tx.$executeRawUnsafe(s);",
    "No SQL",
  ],
];

const GOOD: [string, string, string][] = [
  ["types of a domain in a component", "components/agents/good-a.tsx", 'import type { AgentRow } from "@/lib/agents";'],
  ["a domain's words in a component", "components/agents/good-b.tsx", 'import { TIERS } from "@/lib/agents/terms";'],
  ["a rule in a component", "components/agents/good-c.tsx", 'import { canDecide } from "@/lib/agents/rules";'],
  ["the state of a form in a component", "components/good-d.tsx", 'import { f } from "@/lib/http/action-state";'],
  ["a rulebook given its clock", "lib/good/rules.ts", "export const isOver = (end: Date, now: Date) => end < now;"],
  ["a transaction in a verb", "lib/agents/good-a.ts", 'import { inTransaction, type Tx } from "@/lib/db";'],
  ["types of the database anywhere in lib", "lib/agents/good-b.ts", 'import type { SqlTx, Tx } from "@/lib/db";'],
  ["the pool in a vault", "lib/good/store.ts", 'import { sql } from "@/lib/db";'],
  ["the pool in queries", "lib/good/queries.ts", 'import { sql } from "@/lib/db";'],
  ["a door that closes what it opened", "api/good-a.ts", 'import { closeDatabase } from "@/lib/db";'],
  ["a domain by its door, downward", "lib/agents/good-c.ts", 'import { recordEvent } from "@/lib/audit";'],
  ["one's own files", "lib/agents/adapters/good.ts", 'import { f } from "../schema";'],
  ["Next in the adapter to it", "lib/auth/good.ts", 'import { headers } from "next/headers";'],
  [
    "an action",
    "app/good/actions.ts",
    '"use server";\nexport async function createAgentAction(form: FormData) {\n  return form;\n}',
  ],
  [
    "an action whose context comes from the session",
    "app/better/actions.ts",
    "export async function aAction(x: string) {\n  return run((ctx: object) => [ctx, x]);\n}",
  ],
  ["SQL with parameters", "lib/better/store.ts", "export const f = (tx: never) => tx.$queryRaw`select 1`;"],
];

const root = path.resolve(import.meta.dirname, "..");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "countersign-lint-"));
let complaints = new Map<string, string[]>();

beforeAll(() => {
  const config = JSON.parse(fs.readFileSync(path.join(root, "biome.json"), "utf8"));
  config.vcs = { enabled: false };
  delete config.$schema;
  // Only our own rules: the snippets are no complete programs.
  config.linter = { rules: { preset: "none" } };
  fs.writeFileSync(path.join(folder, "biome.json"), JSON.stringify(config));
  fs.cpSync(path.join(root, "lint"), path.join(folder, "lint"), { recursive: true });
  for (const [, file, code] of [...BAD, ...GOOD]) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), `${code}\n`);
  }
  complaints = lint();
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function lint(): Map<string, string[]> {
  const biome = path.join(root, "node_modules/@biomejs/biome/bin/biome");
  const { stdout } = spawnSync(process.execPath, [biome, "lint", "--reporter=github", "--max-diagnostics=500"], {
    cwd: folder,
    encoding: "utf8",
  });
  const found = new Map<string, string[]>();
  for (const match of stdout.matchAll(/^::error title=plugin,file=([^,]+),[^:]*::(.*)$/gm)) {
    const file = path.relative(fs.realpathSync(folder), path.resolve(folder, match[1] ?? ""));
    found.set(file, [...(found.get(file) ?? []), match[2] ?? ""]);
  }
  return found;
}

describe("the lint rules on imports fire", () => {
  test.each(BAD)("%s (%s)", (_what, file, _code, message) => {
    expect(complaints.get(file)?.map((complaint) => complaint.slice(0, message.length))).toContain(message);
  });
});

describe("the lint rules on imports let pass", () => {
  test.each(GOOD)("%s (%s)", (_what, file) => {
    expect(complaints.get(file)).toBeUndefined();
  });
});

test("every rule file is in force", () => {
  const config = fs.readFileSync(path.join(root, "biome.json"), "utf8");
  for (const file of fs.readdirSync(path.join(root, "lint"))) expect(config).toContain(`lint/${file}`);
});
