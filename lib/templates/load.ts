import { CountersignError, notFound } from "@/lib/errors";
import { CATALOGUE } from "./catalogue";
import { selectTemplate } from "./queries";
import type { Decision } from "./rules";
import { type TemplateContent, templateIdSchema } from "./schema";
import type { TemplateState } from "./terms";

/** A template wherever it comes from: a file of the product, or the organisation's own. */
export interface AnyTemplate {
  id: string;
  name: string;
  description: string;
  content: TemplateContent;
  state: TemplateState;
  version: number;
  proposedBy: { id: string; name: string } | null;
  proposedAt: Date | null;
  approvedBy: { id: string; name: string } | null;
  approvedAt: Date | null;
}

const NOBODY = { version: 1, proposedBy: null, proposedAt: null, approvedBy: null, approvedAt: null };

export const SHIPPED: readonly AnyTemplate[] = CATALOGUE.map((template) => ({
  ...template,
  ...NOBODY,
  state: "shipped" as const,
}));

type Named = NonNullable<Awaited<ReturnType<typeof selectTemplate>>>;

export function ownTemplate(row: Named): AnyTemplate {
  const { proposedById, proposedByName, approvedById, approvedByName, ...template } = row;
  return {
    ...template,
    proposedBy: { id: proposedById, name: proposedByName ?? proposedById },
    approvedBy: approvedById ? { id: approvedById, name: approvedByName ?? approvedById } : null,
  };
}

/** The template of this id, shipped or own; null when there is none. */
export async function findTemplate(id: string): Promise<AnyTemplate | null> {
  const wanted = templateIdSchema.safeParse(id);
  if (!wanted.success) return null;
  const shipped = SHIPPED.find((template) => template.id === wanted.data);
  if (shipped) return shipped;
  const own = await selectTemplate(wanted.data);
  return own && ownTemplate(own);
}

export async function requireTemplate(id: string): Promise<AnyTemplate> {
  const template = await findTemplate(id);
  if (!template) throw notFound("template");
  return template;
}

/** Throws what a rule refused, as the caller's error. */
export function requireAllowed(decision: Decision): void {
  if (!decision.allowed) throw new CountersignError(decision.code, decision.reason);
}
