import { getQuery } from "@/lib/compliance";
import { sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import { contextAs } from "./contexts";

/** The moment at which evidence is asked for in tests. */
export const EVIDENCE_NOW = new Date("2026-11-20T09:00:00Z");
export const daysAgo = (days: number) => new Date(EVIDENCE_NOW.getTime() - days * 86_400_000);
const cora = contextAs("compliance", { id: "per_cora", now: EVIDENCE_NOW });

const TABLES = `agents, people, approvals, campaigns, campaign_items, campaign_votes, campaign_remediations, campaign_exceptions, certifications,
  campaign_exclusions, decisions, policies, policy_versions, kill_switches, legal_holds, erasures, standing_approvals, suppliers, log_witnesses,
  break_glass_members, reviewer_groups, controls, control_checks, guide_steps`;

/** These tables and all that refer to them, as a cascade finds them. */
const REACHED = `with recursive reached as (
    select name::text::regclass::oid as id from unnest($1::text[]) name
    union select conrelid from pg_constraint join reached on confrelid = id where contype = 'f')
  select id::regclass::text as name from reached join pg_class on oid = id where not relispartition`;
let emptying = "";

/**
 * Takes every row away that evidence queries look at, but for the log and the retention rules. As `truncate … cascade` would, which
 * however makes each of some hundred tables and its indexes anew: they hold a handful of rows.
 */
export async function emptyWorld(): Promise<void> {
  if (!emptying) {
    const { rows } = await sql().query<{ name: string }>(REACHED, [TABLES.split(/,\s+/)]);
    emptying = rows.map(({ name }) => `delete from ${name};`).join("\n");
  }
  // Without the triggers, as it is for a truncation; said for this one transaction.
  await sql().query(`begin; set local session_replication_role = replica; ${emptying} commit`);
  await sql().query("update retention_rules set months = 24");
}

/** Writes one row, as no verb would: a world may be one that verbs refuse. Objects become JSON. */
export async function put(table: string, row: Record<string, unknown>): Promise<void> {
  const names = Object.keys(row);
  const values = Object.values(row).map((value) => (isDocument(value) ? JSON.stringify(value) : value));
  const places = names.map((_name, index) => `$${index + 1}`);
  await sql().query(`insert into ${table} (${names.join(", ")}) values (${places.join(", ")})`, values);
}

function isDocument(value: unknown): boolean {
  if (value === null || typeof value !== "object" || value instanceof Date || Buffer.isBuffer(value)) return false;
  return !Array.isArray(value) || value.some((one) => typeof one === "object");
}

export async function putPerson(id: string, over: Record<string, unknown> = {}): Promise<string> {
  await put("people", { id, email: `${id}@example.test`, name: id, ...over });
  return id;
}

/** An active agent of tier high in production, owned by nobody unless told otherwise. @returns its id */
export async function putAgent(over: Record<string, unknown> = {}): Promise<string> {
  const id = newId("agt");
  const stated = { environment: "production", status: "active", tier: "high", reviewed_at: daysAgo(1) };
  await put("agents", { id, name: `Agent ${id.slice(-4)}`, ...stated, ...over });
  return id;
}

/** What a query answers of this world: its state, and what it counted. The rows are as many as were counted. */
export async function asked(id: string): Promise<{ state: string; found: number; of: number; sentence: string }> {
  const { state, found, of, sentence, rows } = await getQuery(cora, id);
  if (rows.length !== Math.min(found, 200)) throw new Error(`${id} counted ${found} and lists ${rows.length}`);
  return { state, found, of, sentence };
}

/** Sets the database to a world, asks, breaks it, and asks again. */
export interface World {
  met: () => Promise<unknown>;
  broken: () => Promise<unknown>;
  /** What it then says. */
  becomes?: "gap" | "attention";
}
