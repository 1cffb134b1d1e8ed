import { requirePermission, visibility } from "@/lib/access";
import type { Context } from "@/lib/context";
import { sql } from "@/lib/db";
import { notFound } from "@/lib/errors";
import type { ImportDetail, ImportSummary } from "../views";

const SUMMARY = `select i.id, i.file_name as "fileName", i.file_digest as "fileDigest", i.environment, i.counts, i.created_at as "createdAt",
  case when p.id is not null then json_build_object('id', p.id, 'name', p.name) end as "createdBy"
from agent_imports i left join people p on p.id = i.created_by_id`;
const PAGE = 100;
const ROWS = 500;

type SummaryRow = Omit<ImportSummary, "createdAt"> & { createdAt: Date };

/** Whose imports the caller may see: all of them where the whole inventory is theirs to see, otherwise only their own. */
function importsSeen(ctx: Context): string | null {
  if (visibility(ctx.actor, "agents.read").everything) return null;
  const teamId = "grants" in ctx.actor ? (ctx.actor.grants[0]?.teamId ?? null) : null;
  requirePermission(ctx, "agents.read", { teamId });
  return ctx.actor.id;
}

/** The latest hundred imports that the caller may see, newest first. */
export async function listImports(ctx: Context): Promise<ImportSummary[]> {
  const mine = importsSeen(ctx);
  const { rows } = await sql().query<SummaryRow>(
    `${SUMMARY} where $1::text is null or i.created_by_id = $1 order by i.created_at desc, i.id desc limit ${PAGE}`,
    [mine],
  );
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}

/**
 * One import with up to 500 of its rows after position `after` (0 for the first).
 * @throws CountersignError `not_found` when it does not exist or the caller may not see it
 */
export async function getImport(ctx: Context, id: string, after = 0): Promise<ImportDetail> {
  const mine = importsSeen(ctx);
  const found = await sql().query<SummaryRow>(
    `${SUMMARY} where i.id = $1 and ($2::text is null or i.created_by_id = $2)`,
    [id, mine],
  );
  const [made] = found.rows;
  if (!made) throw notFound("import");
  const from = Number.isSafeInteger(after) && after > 0 && after < 2 ** 31 ? after : 0;
  const { rows } = await sql().query<ImportDetail["rows"][number]>(
    `select r.position, r.kind, r.name, r.result, r.reason, r.agent_id as "agentId", s.signature from agent_import_rows r
       left join agent_sources s on s.agent_id = r.agent_id and s.import_id = r.import_id
     where r.import_id = $1 and r.position > $2 order by r.position limit ${ROWS + 1}`,
    [id, from],
  );
  const page = rows.slice(0, ROWS);
  const next = rows.length > ROWS ? (page.at(-1)?.position ?? null) : null;
  return { ...made, createdAt: made.createdAt.toISOString(), rows: page, next };
}
