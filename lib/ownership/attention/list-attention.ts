import { can, rolesFor, type Scope, type Verb, visibility } from "@/lib/access";
import { REVIEW_DAYS } from "@/lib/agents/terms";
import type { Context } from "@/lib/context";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { type AttentionRecord, countAttention, type Looking, type Place, selectAttention } from "./queries";
import { abilitiesOf, missingSeat, type Refusals, whyOf } from "./rules";
import {
  type AttentionCounts,
  type AttentionInput,
  type AttentionPage,
  type AttentionRow,
  attentionSchema,
  countsSchema,
} from "./schema";
import { type AttentionView, DORMANT_DAYS } from "./terms";

const DAY_MS = 86_400_000;

/**
 * What the caller may see of agents that nobody answers for, nobody uses, nobody has confirmed, that came to the caller, or
 * that wait for somebody's answer (O3, O4): a page, oldest first, each row with why it is there and what may be done.
 */
export async function listAttention(ctx: Context, input: AttentionInput = {}): Promise<AttentionPage> {
  const { view, days, cursor, limit } = parseInput(attentionSchema, input);
  const place = cursor === null ? null : placeOf(cursor);
  const found = await selectAttention(view, lookingOf(ctx, days), { place, limit: limit + 1 });
  const last = found.length > limit ? found[limit - 1] : undefined;
  return {
    view,
    rows: found.slice(0, limit).map((record) => rowOf(ctx, view, record)),
    next: last ? cursorOf({ at: last.at.toISOString(), id: last.id }) : null,
  };
}

/** How many each view has for the caller, for its tab. */
export async function attentionCounts(ctx: Context, input: { days?: number } = {}): Promise<AttentionCounts> {
  const { days } = parseInput(countsSchema, input);
  return await countAttention(lookingOf(ctx, days ?? DORMANT_DAYS));
}

function lookingOf(ctx: Context, days: number): Looking {
  const seen = visibility(ctx.actor, "agents.read");
  return { seen, personId: ctx.actor.id, now: ctx.now, before: new Date(ctx.now.getTime() - days * DAY_MS) };
}

function rowOf(ctx: Context, view: AttentionView, record: AttentionRecord): AttentionRow {
  const { id, name, environment, status, tier, version, team, owner, deputy, sponsor, pending } = record;
  const reviewDays = tier ? REVIEW_DAYS[tier] : Math.min(...Object.values(REVIEW_DAYS));
  return {
    ...{ id, name, environment, status, tier, version, team, owner, deputy, sponsor, pending },
    why: whyOf(view, record, { now: ctx.now, reviewDays }),
    since: sinceOf(view, record).toISOString(),
    missing: missingSeat(record),
    abilities: abilitiesOf(record, refusalsOf(ctx, record)),
  };
}

function sinceOf(view: AttentionView, record: AttentionRecord): Date {
  if (view === "orphans") return record.leftAt ?? record.at;
  return view === "stale" && !record.reviewedAt ? record.statusChangedAt : record.at;
}

function refusalsOf(ctx: Context, { teamId, owner, deputy, sponsor }: AttentionRecord): Refusals {
  const scope: Scope = {
    teamId,
    ownerId: owner?.id ?? null,
    deputyId: deputy?.id ?? null,
    sponsorId: sponsor?.id ?? null,
  };
  const refusal = (verb: Verb) =>
    can(ctx.actor, verb, scope)
      ? null
      : `This needs the role ${rolesFor(verb).join(" or ")}, for the team or the agent concerned.`;
  return {
    manage: refusal("governance.manage"),
    assign: refusal("agents.assign"),
    suspend: refusal("agents.suspend"),
    decommission: refusal("agents.decommission"),
    confirm: refusal("agents.confirm"),
  };
}

function cursorOf(place: Place): string {
  return Buffer.from(`${place.at} ${place.id}`).toString("base64url");
}

function placeOf(cursor: string): Place {
  const [at = "", id = ""] = Buffer.from(cursor, "base64url").toString().split(" ");
  if (!Number.isNaN(Date.parse(at)) && id !== "") return { at, id };
  const message = "This page link is damaged: begin at the first page.";
  throw new CountersignError("invalid", message, [{ path: "cursor", message }]);
}
