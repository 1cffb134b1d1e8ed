import type pg from "pg";
import { type SqlTx, sql } from "@/lib/db";
import type { Tier } from "@/lib/risk/terms";
import type {
  CampaignKind,
  CampaignPlan,
  CampaignState,
  ItemKind,
  ItemOutcome,
  ItemState,
  Mark,
  SeatKind,
  Snapshot,
} from "./terms";

/** A transaction, or the pool where one statement is enough. */
export type Queryable = Pick<pg.ClientBase, "query">;

/** For single reads outside a transaction. */
export const pool = (): Queryable => sql();

/** A campaign as it is stored. Instants are Dates of milliseconds. */
export interface CampaignRecord {
  id: string;
  definitionId: string | null;
  occurrence: Date | null;
  name: string;
  kind: CampaignKind;
  state: CampaignState;
  stateReason: string;
  plan: CampaignPlan;
  teamId: string | null;
  timeZone: string;
  stage: number;
  launchAt: Date | null;
  launchedAt: Date | null;
  launchedById: string | null;
  stageDueAt: Date | null;
  dueAt: Date | null;
  items: number;
  snapshotDigest: string;
  fallbackId: string | null;
  createdById: string | null;
  createdAt: Date;
  decidedAt: Date | null;
  closing: unknown;
  closeAskedById: string | null;
  closeAskedAt: Date | null;
  confirmedById: string | null;
  confirmedAt: Date | null;
  pausedAt: Date | null;
  pausedFrom: CampaignState | null;
  endedAt: Date | null;
  version: number;
  /** The database's clock when it was read: what deadlines are compared with. */
  readAt: Date;
}

const CAMPAIGN_FIELDS: Record<Exclude<keyof CampaignRecord, "readAt">, string> = {
  id: "id",
  definitionId: "definition_id",
  occurrence: "occurrence",
  name: "name",
  kind: "kind",
  state: "state",
  stateReason: "state_reason",
  plan: "plan",
  teamId: "team_id",
  timeZone: "time_zone",
  stage: "stage",
  launchAt: "launch_at",
  launchedAt: "launched_at",
  launchedById: "launched_by_id",
  stageDueAt: "stage_due_at",
  dueAt: "due_at",
  items: "items",
  snapshotDigest: "snapshot_digest",
  fallbackId: "fallback_id",
  createdById: "created_by_id",
  createdAt: "created_at",
  decidedAt: "decided_at",
  closing: "closing",
  closeAskedById: "close_asked_by_id",
  closeAskedAt: "close_asked_at",
  confirmedById: "confirmed_by_id",
  confirmedAt: "confirmed_at",
  pausedAt: "paused_at",
  pausedFrom: "paused_from",
  endedAt: "ended_at",
  version: "version",
};
const JSON_FIELDS: readonly string[] = ["plan", "closing", "snapshot", "change"];

const columns = (fields: Record<string, string>, alias: string) =>
  Object.entries(fields)
    .map(([field, column]) => `${alias}.${column} as "${field}"`)
    .join(", ");

/** Every column of a campaign as `CampaignRecord` names them, of the table under this alias. */
export const campaignColumns = (alias = "c"): string =>
  `${columns(CAMPAIGN_FIELDS, alias)}, clock_timestamp() as "readAt"`;

export async function loadCampaign(q: Queryable, id: string): Promise<CampaignRecord | null> {
  const { rows } = await q.query<CampaignRecord>(`select ${campaignColumns()} from campaigns c where c.id = $1`, [id]);
  return rows[0] ?? null;
}

/** The campaign, held until commit: whoever moves it comes one after the other. Held before items, never after them. */
export async function lockCampaign(tx: SqlTx, id: string): Promise<CampaignRecord | null> {
  const text = `select ${campaignColumns()} from campaigns c where c.id = $1 for no key update`;
  return (await tx.query<CampaignRecord>(text, [id])).rows[0] ?? null;
}

/** What a move may write beside the state. */
export type CampaignChange = Partial<Omit<CampaignRecord, "id" | "version" | "state" | "readAt">>;

interface CampaignMove {
  id: string;
  from: CampaignState | readonly CampaignState[];
  to: CampaignState;
  /** Given: only a campaign of this version is moved. */
  version?: number;
  set?: CampaignChange;
}

/** Moves a campaign in one conditional statement; its version rises. @returns false when it stands elsewhere by now */
export async function moveCampaign(tx: SqlTx, move: CampaignMove): Promise<boolean> {
  const { id, from, to, version = null, set = {} } = move;
  const values: unknown[] = [id, [from].flat(), to, version];
  const written = assignments(CAMPAIGN_FIELDS, set, values);
  const { rowCount } = await tx.query(
    `update campaigns set version = version + 1, state = $3${written}
     where id = $1 and state = any($2) and ($4::int is null or version = $4)`,
    values,
  );
  return rowCount === 1;
}

function assignments(fields: Record<string, string>, set: object, values: unknown[]): string {
  return Object.entries(set)
    .filter(([, value]) => value !== undefined)
    .map(([field, value]) => {
      const column = fields[field];
      if (!column) throw new Error(`there is no column for ${field}`);
      values.push(JSON_FIELDS.includes(field) && value !== null ? JSON.stringify(value) : value);
      return `, ${column} = $${values.length}`;
    })
    .join("");
}

/** One right under review, as it is stored. */
export interface ItemRecord {
  campaignId: string;
  number: number;
  kind: ItemKind;
  subjectId: string;
  agentId: string;
  teamId: string | null;
  tier: Tier;
  snapshot: Snapshot;
  /** SHA-256 of the rights in the snapshot. */
  digest: Buffer;
  seat: string;
  seatKind: SeatKind;
  stage: number;
  state: ItemState;
  decision: ItemOutcome | null;
  change: unknown;
  marks: Mark[];
  hops: number;
  silences: number;
  dueAt: Date | null;
  decidedAt: Date | null;
  signedAt: Date | null;
  version: number;
}

const ITEM_FIELDS: Record<keyof ItemRecord, string> = {
  campaignId: "campaign_id",
  number: "number",
  kind: "kind",
  subjectId: "subject_id",
  agentId: "agent_id",
  teamId: "team_id",
  tier: "tier",
  snapshot: "snapshot",
  digest: "digest",
  seat: "seat",
  seatKind: "seat_kind",
  stage: "stage",
  state: "state",
  decision: "decision",
  change: "change",
  marks: "marks",
  hops: "hops",
  silences: "silences",
  dueAt: "due_at",
  decidedAt: "decided_at",
  signedAt: "signed_at",
  version: "version",
};

/** Every column of an item as `ItemRecord` names them, of the table under this alias. */
const itemColumns = (alias = "i"): string => columns(ITEM_FIELDS, alias);

/** The items of these numbers that exist, by number. */
export async function loadItems(
  q: Queryable,
  campaignId: string,
  numbers: readonly number[],
  lock: "for no key update" | "" = "",
): Promise<ItemRecord[]> {
  const { rows } = await q.query<ItemRecord>({
    name: lock ? "campaign-items-held" : "campaign-items",
    text: `select ${itemColumns()} from campaign_items i where i.campaign_id = $1 and i.number = any($2) order by i.number ${lock}`,
    values: [campaignId, numbers],
  });
  return rows;
}

/**
 * The same, held until commit, in order of their numbers. Take all that a transaction needs by one call, before it writes any: what
 * counts items is written with the first of them, and two that take items in turns would wait for each other. Whoever names
 * somebody for a seat calls `holdSeats` before.
 */
export function lockItems(tx: SqlTx, campaignId: string, numbers: readonly number[]): Promise<ItemRecord[]> {
  return loadItems(tx, campaignId, numbers, "for no key update");
}

export type ItemChange = Partial<Omit<ItemRecord, "campaignId" | "number" | "version" | "kind" | "subjectId">>;

interface ItemMove {
  campaignId: string;
  number: number;
  version: number;
  set: ItemChange;
}

/** Changes an item that still has this version; the version rises. @returns false when somebody was faster */
export async function moveItem(tx: SqlTx, { campaignId, number, version, set }: ItemMove): Promise<boolean> {
  const values: unknown[] = [campaignId, number, version];
  const written = assignments(ITEM_FIELDS, set, values);
  const { rowCount } = await tx.query(
    `update campaign_items set version = version + 1${written} where campaign_id = $1 and number = $2 and version = $3`,
    values,
  );
  return rowCount === 1;
}

export type NewCampaign = Pick<
  CampaignRecord,
  | "id"
  | "definitionId"
  | "occurrence"
  | "name"
  | "kind"
  | "plan"
  | "teamId"
  | "timeZone"
  | "fallbackId"
  | "createdById"
  | "createdAt"
>;

/** Writes a draft. @returns false when the definition has a campaign for this occurrence already */
export async function insertCampaign(tx: SqlTx, row: NewCampaign): Promise<boolean> {
  const fields = Object.keys(row) as (keyof NewCampaign)[];
  const { rowCount } = await tx.query(
    `insert into campaigns (${fields.map((field) => CAMPAIGN_FIELDS[field]).join(", ")})
     values (${fields.map((_, position) => `$${position + 1}`).join(", ")}) on conflict (definition_id, occurrence) do nothing`,
    fields.map((field) => (field === "plan" ? JSON.stringify(row.plan) : row[field])),
  );
  return rowCount === 1;
}

/** Removes a draft of this version: nothing was asked for it. @returns false when it is none any more */
export async function removeDraft(tx: SqlTx, id: string, version: number): Promise<boolean> {
  const text = "delete from campaigns where id = $1 and version = $2 and state = 'draft'";
  return (await tx.query(text, [id, version])).rowCount === 1;
}
