import { stringify } from "csv-stringify/sync";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { requireCampaign } from "../guard";
import { type Names, rightSentence } from "../present";
import { pool } from "../store";
import { namesOf } from "../subjects/queries";
import { ITEM_KIND_LABELS, ITEM_STATE_LABELS } from "../terms";
import { type OpenItem, selectOpenItems } from "./queries";

const COLUMNS: [header: string, value: (item: OpenItem, names: Names) => string][] = [
  ["number", ({ number }) => String(number)],
  ["kind", ({ kind }) => ITEM_KIND_LABELS[kind]],
  ["agent", ({ agentName }) => agentName],
  ["agent_id", ({ agentId }) => agentId],
  ["environment", ({ environment }) => environment],
  ["tier", ({ tier }) => tier],
  ["right", ({ rights }, names) => rightSentence(rights, names)],
  ["stage", ({ stage }) => String(stage)],
  ["state", ({ state }) => ITEM_STATE_LABELS[state]],
  ["marks", ({ marks }) => marks.join(" ")],
  ["asked", ({ seat, personName }) => personName ?? seat],
  ["asked_email", ({ personEmail }) => personEmail ?? ""],
  ["due_utc", ({ dueAt }) => dueAt?.toISOString() ?? ""],
  ["last_used_utc", ({ lastUsedAt }) => lastUsedAt ?? ""],
];
const BATCH = 1_000;

/**
 * What is still open in a campaign and who is asked, as CSV in chunks of text; cells that a spreadsheet would run are neutralised.
 * Recorded before the first chunk: what was handed out stays known even if the reader hangs up.
 * @throws CountersignError `not_found`, `forbidden`
 */
export async function* exportOpenItems(ctx: Context, campaignId: string): AsyncGenerator<string> {
  await inSqlTransaction((tx) => requireCampaign(tx, ctx, { id: campaignId, verb: "campaigns.export" }));
  let batch = await selectOpenItems(campaignId, 0, BATCH);
  await inSqlTransaction((tx) =>
    recordEvent(tx, ctx, { type: "campaign.open_exported", targetId: campaignId, details: {} }),
  );
  yield csv([COLUMNS.map(([header]) => header)]);
  while (batch.length) {
    const names = await namesOf(
      pool(),
      batch.map(({ rights }) => rights),
    );
    yield csv(batch.map((item) => COLUMNS.map(([, value]) => value(item, names))));
    const last = batch.at(-1);
    if (!last || batch.length < BATCH) return;
    batch = await selectOpenItems(campaignId, last.number, BATCH);
  }
}

function csv(rows: string[][]): string {
  return stringify(rows, { escape_formulas: true, record_delimiter: "windows" });
}
