// The close of a large campaign: 100,000 items, of which 10,000 are revoked. The preview that compliance waits for, the confirmation,
// and carrying it out with each of them proved at the decision point; the product's own worker numbers the log beside it.
import { applyDue, askClose, confirmClose, previewClose, verifyDue } from "@/lib/campaigns";
import { systemContext } from "@/lib/context";
import { sql } from "@/lib/db";
import { closeDecisionPoint, decisionPoint } from "@/lib/policy";
import { fillWorld } from "@/lib/testing/quarter/fill";
import { contextOf, launch } from "@/lib/testing/quarter/play";
import { makeWorld } from "@/lib/testing/quarter/world";
import { onStage, printTable, startWorker } from "./audit-stage";

const AGENTS = Number(process.env.AGENTS ?? 20_000);
const REVOKED = Number(process.env.REVOKED ?? 10_000);
const SEED = 20_263;

const as = (id: string) => contextOf({ id, compliance: true, groups: [] });

/** Everything is kept but every so manieth item, as if everybody had decided and signed. */
async function decide(id: string): Promise<number> {
  const { rows } = await sql().query<{ items: number }>(
    "select count(*)::int as items from campaign_items where campaign_id = $1",
    [id],
  );
  const items = rows[0]?.items ?? 0;
  const every = Math.max(1, Math.floor(items / REVOKED));
  await sql().query(
    `update campaign_items set state = 'signed_off', decision = case when number % $2 = 0 and number <= $2 * $3 then 'revoke' else 'keep' end,
       decided_at = now(), signed_at = now() where campaign_id = $1 and state in ('pending', 'no_reviewer')`,
    [id, every, REVOKED],
  );
  await sql().query("update campaigns set state = 'deciding_closed', decided_at = now() where id = $1", [id]);
  await sql().query("analyze");
  return items;
}

export function run(): Promise<void> {
  return onStage(async () => {
    const world = makeWorld(SEED, { agents: AGENTS, owners: Math.ceil(AGENTS / 20), grants: 5 });
    await fillWorld(world);
    // What is filled in one go has no statistics yet; a house that runs has them.
    await sql().query("analyze");
    const id = await launch(world, "Close");
    const items = await decide(id);
    const rows: [string, string, string][] = [];
    const timed = async <T>(what: string, target: string, work: () => Promise<T>): Promise<T> => {
      const began = performance.now();
      const result = await work();
      rows.push([what, `${((performance.now() - began) / 1_000).toFixed(2)} s`, target]);
      return result;
    };
    const preview = await timed(`preview of the close of ${items} items`, "3 s", () =>
      previewClose(as("per_ines"), id),
    );
    const { digest, version } = preview;
    await timed("asking for it, with the comparison of every right", "", () =>
      askClose(as("per_ines"), { id, version, digest }),
    );
    await timed("confirming it, with the plan of every change", "", () =>
      confirmClose(as(world.fallbackId), { id, version: version + 1, digest }),
    );
    await timed("opening the decision point", "", () => decisionPoint("worker"));
    // Somebody has to number the events, or the log refuses more of them after a while.
    const beside = startWorker();
    await timed(`carrying out and proving ${preview.remediations} revocations`, "60 s", async () => {
      for (;;) {
        await applyDue(systemContext("bench"), id);
        await verifyDue(systemContext("bench"), id);
        const { rows: left } = await sql().query(
          "select 1 from campaign_remediations where campaign_id = $1 and state in ('planned', 'applied') limit 1",
          [id],
        );
        if (!left.length) break;
      }
    }).finally(() => beside.stop());
    const { rows: states } = await sql().query<{ state: string; items: number }>(
      "select state, count(*)::int as items from campaign_remediations where campaign_id = $1 group by 1 order by 1",
      [id],
    );
    for (const { state, items: count } of states) rows.push([`  ${state}`, String(count), ""]);
    printTable(rows);
    await closeDecisionPoint();
  });
}
