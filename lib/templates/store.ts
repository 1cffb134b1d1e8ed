import type { SqlTx } from "@/lib/db";
import type { TemplateContent } from "./schema";
import type { TemplateState } from "./terms";

/** An organisation's own template. */
export interface StoredTemplate {
  id: string;
  name: string;
  description: string;
  content: TemplateContent;
  state: TemplateState;
  proposedById: string;
  proposedAt: Date;
  approvedById: string | null;
  approvedAt: Date | null;
  version: number;
}

const COLUMNS = `id, name, description, content, state, proposed_by_id as "proposedById", proposed_at as "proposedAt",
  approved_by_id as "approvedById", approved_at as "approvedAt", version`;

/** The template of this id, held until commit, or null. */
export async function lockTemplate(tx: SqlTx, id: string): Promise<StoredTemplate | null> {
  const { rows } = await tx.query<StoredTemplate>(`select ${COLUMNS} from agent_templates where id = $1 for update`, [
    id,
  ]);
  return rows[0] ?? null;
}

/** @returns whether the name was free */
export async function insertTemplate(tx: SqlTx, template: StoredTemplate): Promise<boolean> {
  const { id, name, description, content, state, proposedById, proposedAt } = template;
  const { rowCount } = await tx.query(
    `insert into agent_templates (id, name, description, content, state, proposed_by_id, proposed_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (name) do nothing`,
    [id, name, description, JSON.stringify(content), state, proposedById, proposedAt],
  );
  return rowCount === 1;
}

/** Moves a template on, if it still is at the version that was looked at. @returns whether it was */
export async function moveTemplate(
  tx: SqlTx,
  template: Pick<StoredTemplate, "id" | "version" | "state" | "approvedById" | "approvedAt">,
): Promise<boolean> {
  const { id, version, state, approvedById, approvedAt } = template;
  const { rowCount } = await tx.query(
    `update agent_templates set state = $3, approved_by_id = $4, approved_at = $5, version = version + 1
     where id = $1 and version = $2`,
    [id, version, state, approvedById, approvedAt],
  );
  return rowCount === 1;
}
