import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { can } from "@/lib/access";
import { canonicalize } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { scopeOf } from "../guard";
import { decideKeeps, gatesFor } from "../rules";
import type { Environment, ImportCounts, ImportPlan, PrivilegeClass } from "../schema";
import { loadAgents, reviewedClasses } from "../store";
import { settle } from "../tier/settle";
import { decideOutcome, type Existing, NO_TOOLS, type Outcome, rejectedOutcome, repeated } from "./decide";
import type { Entry } from "./file";
import { type ReadRecord, type Rejected, recognise } from "./recognise";
import { knownSources, peopleByEmail, teamsByName } from "./store";
import { countTools } from "./tools";

/** A file whose records were recognised: all of the work that needs no database. */
export interface ReadImport {
  fileName: string;
  fileDigest: string;
  environment: Environment;
  teamId: string | null;
  /** Who owns new drafts for which the file names nobody. */
  ownerId: string | null;
  records: (ReadRecord | Rejected)[];
}

/** Who and which team a new draft gets, as its CSV names them. */
interface Assigned {
  ownerId: string | null;
  sponsorId: string | null;
  teamId: string | null;
}

export interface Planned {
  plan: ImportPlan;
  outcomes: Outcome[];
  assignedTo: (record: ReadRecord) => Assigned;
}

/** Recognises every entry of a file, in order. */
export async function readRecords(
  entries: readonly Entry[],
  trustedKeys: Parameters<typeof recognise>[1]["trustedKeys"],
): Promise<(ReadRecord | Rejected)[]> {
  const records: (ReadRecord | Rejected)[] = [];
  for (const entry of entries) {
    records.push(await recognise(entry, { trustedKeys }));
    // A large file must not keep everybody else's requests waiting.
    if (records.length % 200 === 0) await setImmediate();
  }
  return records;
}

/** Decides the outcome of every record against the inventory as this transaction sees it (V3). Writes nothing. */
export async function makePlan(tx: SqlTx, ctx: Context, read: ReadImport): Promise<Planned> {
  const records = read.records.filter((record) => "digest" in record);
  const existing = await existingAgents(tx, ctx, records, read.environment);
  const reviewed = await reviewedClasses(tx);
  const named = await lookUp(tx, ctx, read, records);
  const first = new Map<string, ReadRecord>();
  const decidedEach = read.records.map((record): Outcome => {
    if (!("digest" in record)) return rejectedOutcome(record);
    const identity = identityOf(record);
    const earlier = first.get(identity);
    if (earlier) return repeated(record, earlier);
    first.set(identity, record);
    return decided(record, { existing: existing.get(identity) ?? null, reviewed, named });
  });
  const outcomes = await settled(tx, ctx, await countTools(tx, decidedEach), reviewed);
  return { plan: planOf(read, outcomes), outcomes, assignedTo: named.assignedTo };
}

/** A changed record may raise the tier, and with it what the registration asks for: such a row is refused, not the whole file. */
async function settled(
  tx: SqlTx,
  ctx: Context,
  outcomes: readonly Outcome[],
  reviewed: ReadonlySet<PrivilegeClass>,
): Promise<Outcome[]> {
  const changed = outcomes.flatMap(({ row, existing, changes }) => {
    if (row.result !== "changed" || !existing || existing.agent.status === "draft") return [];
    return [{ before: existing.agent, after: { ...existing.agent, ...changes } }];
  });
  const refusals = new Map<string, string>();
  for (const { before, agent } of await settle(tx, ctx, changed, "import")) {
    if (!before) continue;
    const keeps = decideKeeps(agent.status, gatesFor(before, reviewed), gatesFor(agent, reviewed));
    if (!keeps.allowed) refusals.set(agent.id, keeps.reason);
  }
  return outcomes.map((outcome) => {
    const reason = refusals.get(outcome.existing?.agent.id ?? "");
    if (reason === undefined || outcome.row.result !== "changed") return outcome;
    return { ...outcome, row: { ...outcome.row, result: "rejected", reason, tools: NO_TOOLS }, changes: {} };
  });
}

function decided(
  record: ReadRecord,
  known: { existing: Existing | null; reviewed: ReadonlySet<PrivilegeClass>; named: LookedUp },
): Outcome {
  const outcome = decideOutcome(record, known.existing, known.reviewed);
  if (outcome.row.result !== "new") return outcome;
  const { warnings, refusal } = known.named.checks(record);
  if (refusal) {
    const { position, kind, fields } = record;
    return rejectedOutcome({ position, kind, name: fields.name, rejected: refusal });
  }
  return { ...outcome, row: { ...outcome.row, warnings: [...outcome.row.warnings, ...warnings] } };
}

const identityOf = ({ kind, key }: { kind: string; key: string }) => JSON.stringify([kind, key]);

async function existingAgents(
  tx: SqlTx,
  ctx: Context,
  records: readonly ReadRecord[],
  environment: Environment,
): Promise<Map<string, Existing>> {
  const known = await knownSources(tx, records, environment);
  const agents = await loadAgents(
    tx,
    known.map(({ agentId }) => agentId),
  );
  const byId = new Map(agents.map((agent) => [agent.id, agent]));
  return new Map(
    known.flatMap((source) => {
      const agent = byId.get(source.agentId);
      if (!agent) return [];
      const permitted = can(ctx.actor, "agents.import", scopeOf(agent));
      const { digest, signature, fields } = source;
      return [[identityOf(source), { agent, digest, signature, fields, permitted }] as const];
    }),
  );
}

interface LookedUp {
  assignedTo: (record: ReadRecord) => Assigned;
  /** What naming people and teams who are not here means for the row. */
  checks: (record: ReadRecord) => { warnings: string[]; refusal: string };
}

async function lookUp(tx: SqlTx, ctx: Context, read: ReadImport, records: readonly ReadRecord[]): Promise<LookedUp> {
  const lower = (values: string[]) => [...new Set(values.map((value) => value.toLowerCase()).filter(Boolean))];
  const people = await peopleByEmail(tx, lower(records.flatMap(({ named }) => [named.owner, named.sponsor])));
  const teams = await teamsByName(tx, lower(records.map(({ named }) => named.team)));
  const assignedTo = ({ named }: ReadRecord): Assigned => ({
    ownerId: named.owner ? (people.get(named.owner.toLowerCase()) ?? null) : read.ownerId,
    sponsorId: people.get(named.sponsor.toLowerCase()) ?? null,
    teamId: teams.get(named.team.toLowerCase()) ?? read.teamId,
  });
  const checks = (record: ReadRecord) => {
    const { named } = record;
    const found = assignedTo(record);
    const warnings: string[] = [];
    if (named.owner && !found.ownerId) warnings.push("The owner named is no active person here: left empty.");
    if (named.owner && found.ownerId && found.ownerId !== ctx.actor.id) {
      warnings.push("The owner named is asked to accept; until then nobody owns it.");
    }
    if (named.sponsor && !found.sponsorId) warnings.push("The sponsor named is no active person here: left empty.");
    if (named.team && !teams.has(named.team.toLowerCase())) warnings.push("The team named does not exist here.");
    const allowed = can(ctx.actor, "agents.import", { teamId: found.teamId });
    return { warnings, refusal: allowed ? "" : "You may not import into the team that it names." };
  };
  return { assignedTo, checks };
}

function planOf(read: ReadImport, outcomes: readonly Outcome[]): ImportPlan {
  const rows = outcomes.map(({ row }) => row);
  const counts: ImportCounts = { new: 0, changed: 0, duplicate: 0, rejected: 0 };
  for (const { result } of rows) counts[result] += 1;
  const { fileName, fileDigest, environment, teamId, ownerId } = read;
  const outcome = { fileDigest, environment, teamId, ownerId, rows: rows as unknown[] };
  const digest = createHash("sha256").update(canonicalize(outcome)).digest("hex");
  return { fileName, fileDigest, environment, counts, rows, digest };
}
