import { stringify } from "csv-stringify/sync";
import { requireReach } from "@/lib/access";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { countOf, rowsAt, rowView } from "./list-credentials";
import { type CredentialSearch, type CredentialSearchInput, credentialSearchSchema } from "./schema";
import { CREDENTIAL_STATE_LABELS, DUE_LABELS, KIND_LABELS, STRENGTH_LABELS } from "./terms";
import type { CredentialRow } from "./views";

const COLUMNS: [header: string, value: (row: CredentialRow) => string][] = [
  ["id", (row) => row.id],
  ["agent", (row) => row.agent.name],
  ["environment", (row) => row.agent.environment],
  ["tier", (row) => row.agent.tier ?? ""],
  ["owner", (row) => row.agent.owner ?? ""],
  ["instance", (row) => row.instance.name],
  ["instance_id", (row) => row.instance.id],
  ["kind", (row) => KIND_LABELS[row.kind]],
  ["strength", (row) => STRENGTH_LABELS[row.strength]],
  ["label", (row) => row.label],
  ["state", (row) => CREDENTIAL_STATE_LABELS[row.state]],
  ["rotation", (row) => DUE_LABELS[row.due]],
  ["rotation_due_utc", (row) => row.rotationDueAt],
  ["created_utc", (row) => row.createdAt],
  ["last_used_utc", (row) => row.lastUsedAt ?? ""],
  ["expires_utc", (row) => row.expiresAt ?? ""],
  ["overlap_until_utc", (row) => row.overlapUntil ?? ""],
  ["ended_utc", (row) => row.endedAt ?? ""],
  ["proven_dead_utc", (row) => row.provenDeadAt ?? ""],
];
const BATCH = 1_000;
/** Beyond this an export is no file that a person opens; counting stops there. */
const MOST = 5_000_000;

/**
 * The register as CSV, in the order of the search, in chunks of text; cells that a spreadsheet would run are neutralised.
 * Recorded before the first chunk: what was handed out stays known even if the reader hangs up.
 */
export async function* exportCredentials(ctx: Context, input: CredentialSearchInput): AsyncGenerator<string> {
  const search = { ...parseInput(credentialSearchSchema, input), cursor: null };
  requireReach(ctx, "credentials.read");
  const { count } = await countOf(ctx, search, MOST);
  let batch = await rowsAt(ctx, search, null, BATCH);
  await inSqlTransaction((tx) =>
    recordEvent(tx, ctx, {
      type: "export.created",
      targetId: newId("req", ctx.now),
      details: { what: "credentials", query: JSON.stringify(filtersOf(search)), rows: count },
    }),
  );
  yield csv([COLUMNS.map(([header]) => header)]);
  while (batch.length) {
    yield csv(batch.map(rowView).map((row) => COLUMNS.map(([, value]) => value(row))));
    const last = batch.at(-1);
    if (!last || batch.length < BATCH) return;
    const { sort, dir } = search;
    batch = await rowsAt(ctx, search, { sort, dir, back: false, key: last.key, id: last.id }, BATCH);
  }
}

/** The filters that are set, for the record. */
function filtersOf({ cursor, sort, dir, ...filters }: CredentialSearch): object {
  return Object.fromEntries(
    Object.entries(filters).filter(([, value]) => (Array.isArray(value) ? value.length : value)),
  );
}

function csv(rows: string[][]): string {
  return stringify(rows, { escape_formulas: true, record_delimiter: "windows" });
}
