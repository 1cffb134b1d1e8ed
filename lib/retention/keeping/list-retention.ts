import { requirePermission } from "@/lib/access";
import type { Context } from "@/lib/context";
import { retentionAbilities } from "../rules";
import { reading } from "../store";
import { RETENTION_CLASSES } from "../terms";
import type { LogSizes, RetentionView } from "../views";
import { countFields, type RuleRow, readRules, readSizes } from "./store";

/** How long each class is kept, what of it is there and since when, and what the log takes. @throws CountersignError `forbidden` */
export async function listRetention(ctx: Context): Promise<{ classes: RetentionView[]; sizes: LogSizes }> {
  requirePermission(ctx, "audit.read");
  const [rules, fields, sizes] = await Promise.all([
    readRules(reading()),
    countFields(reading()),
    readSizes(reading()),
  ]);
  const classes = RETENTION_CLASSES.flatMap((name) => rules.filter((rule) => rule.class === name)).map((rule) => ({
    ...viewOf(rule),
    fields: fields.get(rule.class)?.fields ?? 0,
    oldest: fields.get(rule.class)?.oldest.toISOString() ?? null,
    abilities: retentionAbilities(ctx.actor, rule),
  }));
  return { classes, sizes };
}

function viewOf(rule: RuleRow) {
  const { askedById, askedBy, setById, setBy, setAt, letGo, ...rest } = rule;
  return {
    ...rest,
    askedBy: askedById ? { id: askedById, name: askedBy ?? askedById } : null,
    setBy: setById ? { id: setById, name: setBy ?? setById } : null,
    setAt: setAt.toISOString(),
    letGo: letGo?.toISOString() ?? null,
  };
}
