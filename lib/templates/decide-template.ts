import { requirePermission } from "@/lib/access";
import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { requireAllowed, SHIPPED } from "./load";
import { type Decision, decideApproval, decideRetirement } from "./rules";
import { type DecideTemplateInput, decideTemplateSchema } from "./schema";
import { lockTemplate, moveTemplate, type StoredTemplate } from "./store";

/**
 * Approves a proposed template (V5): from then on everybody who may register agents can use it.
 * @throws CountersignError `forbidden` for who proposed it, `conflict` when somebody decided first
 */
export function approveTemplate(ctx: Context, input: DecideTemplateInput): Promise<{ version: number }> {
  return decide(ctx, input, {
    event: "template.approved",
    rule: (template) => decideApproval(template, ctx.actor.id),
    next: { state: "approved", approvedById: ctx.actor.id, approvedAt: ctx.now },
  });
}

/** Declines a proposed template or withdraws an approved one. Agents made from it keep its name. @throws CountersignError `conflict` */
export function retireTemplate(ctx: Context, input: DecideTemplateInput): Promise<{ version: number }> {
  return decide(ctx, input, {
    event: "template.retired",
    rule: (template) => decideRetirement(template.state),
    next: { state: "retired" },
  });
}

interface Step {
  event: "template.approved" | "template.retired";
  rule: (template: StoredTemplate) => Decision;
  next: Partial<StoredTemplate>;
}

async function decide(ctx: Context, input: DecideTemplateInput, step: Step): Promise<{ version: number }> {
  return refusingOnRecord(ctx, { verb: "templates.approve", resource: input.id }, async () => {
    requirePermission(ctx, "templates.approve");
    const { id, version } = parseInput(decideTemplateSchema, input);
    if (SHIPPED.some((template) => template.id === id)) requireAllowed(decideRetirement("shipped"));
    return inSqlTransaction(async (tx) => {
      const template = await lockTemplate(tx, id);
      if (!template) throw notFound("template");
      if (template.version !== version) throw changedMeanwhile(template.name);
      requireAllowed(step.rule(template));
      if (!(await moveTemplate(tx, { ...template, ...step.next }))) throw changedMeanwhile(template.name);
      await recordEvent(tx, ctx, { type: step.event, targetId: id, details: { name: template.name } });
      return { version: version + 1 };
    });
  });
}

function changedMeanwhile(name: string): CountersignError {
  return new CountersignError("conflict", `Somebody decided about ${name} meanwhile: reload and look again.`);
}
