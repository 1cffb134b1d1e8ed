import type { Context } from "@/lib/context";
import { CountersignError, notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { countEvents } from "./event-facets";
import { sentenceText, typeLabel } from "./present";
import { readable } from "./queries";
import { viewsOf } from "./reading/events";
import { findEvents, findPlace } from "./reading/store";
import { auditSearchSchema, type EventCount, type EventView, type Ref, type Story } from "./search";
import { stepsOf } from "./stages";

const SHOWN = 2_000;

/**
 * Everything that was recorded under one correlation id as one story (L4): up to 2,000 events, oldest first, with what came after
 * an event (`next` of the page before) on the pages that follow.
 * @throws CountersignError `not_found` where the caller sees nothing of it, `forbidden`, `invalid`
 */
export async function getStory(
  ctx: Context,
  correlationId: string,
  { after = null }: { after?: string | null } = {},
): Promise<Story> {
  const search = parseInput(auditSearchSchema, { correlationId, newerThan: after });
  const seen = await readable(ctx);
  const place = after === null ? null : await findPlace(seen, after);
  if (after !== null && !place) {
    throw new CountersignError("invalid", "This page names no event that you may see: begin at the first.");
  }
  const asked = { search, seen, place, upwards: true, now: ctx.now };
  const rows = await findEvents(asked, SHOWN + 1);
  const views = await viewsOf(ctx.actor, rows.slice(0, SHOWN));
  const [first, last] = [views[0], views.at(-1)];
  if (!first || !last) throw notFound("workflow");
  const more = rows.length > SHOWN;
  const total = more || place ? await countEvents(ctx, { correlationId }) : { count: views.length, exact: true };
  const began = Date.parse(first.at);
  return {
    correlationId,
    summary: summaryOf(views, total),
    from: first.at,
    to: last.at,
    durationMillis: Date.parse(last.at) - began,
    total,
    steps: stepsOf(views).map((step) => ({ ...step, after: Date.parse(step.events[0]?.at ?? first.at) - began })),
    ...whoIsIn(views),
    next: more ? last.id : null,
  };
}

function whoIsIn(views: readonly EventView[]): Pick<Story, "agents" | "people"> {
  const refs = views.flatMap(({ actor, agent, target }) => [actor, target, ...(agent ? [agent] : [])]);
  const known = new Map(refs.map((ref) => [ref.id, ref]));
  const ofKind = (prefix: string): Ref[] => [...known.values()].filter(({ id }) => id.startsWith(prefix));
  return { agents: ofKind("agt_"), people: ofKind("per_") };
}

/** Who began it, what was decided about it and by whom, and how it came out: one line. */
function summaryOf(views: readonly EventView[], total: EventCount): string {
  const first = views[0] as EventView;
  const told = [`${first.actor.name} ${sentenceText(first.sentence)}`];
  const approval = views.findLast(({ type }) => APPROVALS.includes(type));
  if (approval && approval !== first) told.push(`${typeLabel(approval.type).toLowerCase()} by ${approval.actor.name}`);
  const outcome = views.findLast(({ type }) => OUTCOMES.includes(type));
  if (outcome && outcome !== first) told.push(outcomeOf(outcome));
  const refused = views.filter((view) => view.outcome !== "done").length;
  if (refused > 0) told.push(`${refused} refused or failed`);
  const count = total.count.toLocaleString("en");
  return `${told.join("; ")} (${total.exact ? count : `${count}+`} ${total.count === 1 ? "event" : "events"})`;
}

const APPROVALS: readonly string[] = [
  "approval.approved",
  "approval.denied",
  "approval.expired",
  "approval.revoked",
  "approval.glass_broken",
  "approval.approved_in_advance",
  "agent.grant_approved",
  "agent.grant_rejected",
];
const OUTCOMES: readonly string[] = [
  "approval.executed",
  "approval.failed",
  "approval.outcome_unknown",
  "call.reported",
];

function outcomeOf({ type, outcome }: EventView): string {
  if (type === "approval.outcome_unknown") return "outcome unknown";
  return type === "approval.failed" || outcome !== "done" ? "not carried out" : "carried out";
}
