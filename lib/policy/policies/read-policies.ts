import { can, requireReach } from "@/lib/access";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { SHIPPED_POLICIES } from "../shipped";
import type { Outcome } from "../terms";
import { nameFlips } from "./name-flips";
import {
  countDetermined,
  type Determined,
  type ListedPolicy,
  selectNames,
  selectPolicies,
  selectPolicy,
  selectVersions,
} from "./queries";
import {
  type Decision,
  decideBegin,
  decideEdit,
  decidePublish,
  decideReject,
  decideRetire,
  decideWithdraw,
  type Standing,
} from "./rules";
import { policyIdSchema } from "./schema";
import { policyIdOf, sourcesOf } from "./sources";
import type { OpenVersion, StoredPolicy, StoredVersion } from "./store";
import type { Ability, PersonName, PolicyDetail, PolicySummary, ShippedPolicy, VersionView } from "./views";

const DAY_MS = 86_400_000;
/** How far back "of late" reaches. */
const LATELY_DAYS = 30;

const lately = (ctx: Context) => countDetermined(new Date(ctx.now.getTime() - LATELY_DAYS * DAY_MS));

/** The organisation's own policies by name, with what is in force, what is open, and how often each decided of late. */
export async function listPolicies(ctx: Context): Promise<PolicySummary[]> {
  requireReach(ctx, "policies.read");
  const [policies, determined] = await Promise.all([selectPolicies(), lately(ctx)]);
  const counts = countsOf(determined);
  return policies.map((policy) => summaryOf(policy, total(counts.get(policy.id))));
}

function summaryOf(policy: ListedPolicy, decided: number): PolicySummary {
  const { id, name, description, published, publishedAt, openNumber, openState, openFindings, text } = policy;
  const waits = openState === "proposed" || openState === "draft";
  return {
    id,
    name,
    description,
    published,
    publishedAt,
    open:
      waits && openNumber !== null
        ? { number: openNumber, state: openState, kind: openFindings?.kind ?? "change" }
        : null,
    retired: published === null && policy.everInForce,
    rules: text ? sourcesOf(id, text).length : 0,
    decided,
  };
}

/** What ships with the product, in the order in which it is read, with how often each decided of late. */
export async function listShippedPolicies(ctx: Context): Promise<ShippedPolicy[]> {
  requireReach(ctx, "policies.read");
  const counts = countsOf(await lately(ctx));
  return SHIPPED_POLICIES.map((policy) => ({
    ...policy,
    effect: /^\s*(?:@\w+(?:\("(?:\\.|[^"\\])*"\))?\s*)*permit\b/.test(policy.text) ? "permit" : "forbid",
    stepsUp: /@stepup\b/.test(policy.text),
    decided: total(counts.get(policy.id)),
  }));
}

/**
 * One policy with all its versions, and what the caller may do about it.
 * @throws CountersignError `not_found`
 */
export async function getPolicy(ctx: Context, id: string): Promise<PolicyDetail> {
  requireReach(ctx, "policies.read");
  if (!policyIdSchema.safeParse(id).success) throw notFound("policy");
  const policy = await selectPolicy(id);
  if (!policy) throw notFound("policy");
  const [versions, determined] = await Promise.all([selectVersions(id), lately(ctx)]);
  const mentioned = versions.flatMap((one) => [one.authorId, one.proposedById, one.publishedById]);
  const names = await selectNames([policy.createdById, ...mentioned].filter((one) => one !== null));
  const named = (personId: string | null): PersonName | null =>
    personId === null ? null : { id: personId, name: names.get(personId) ?? personId };
  return {
    id,
    name: policy.name,
    description: policy.description,
    published: policy.published,
    retired: policy.published === null && versions.some(({ publishedAt }) => publishedAt !== null),
    createdBy: named(policy.createdById),
    createdAt: policy.createdAt,
    versions: await viewsOf(ctx, versions, named),
    decided: [...(countsOf(determined).get(id) ?? [])].map(([outcome, count]) => ({ outcome, count })),
    abilities: abilitiesOf(ctx, policy, versions),
  };
}

async function viewsOf(
  ctx: Context,
  versions: readonly StoredVersion[],
  named: (id: string | null) => PersonName | null,
): Promise<VersionView[]> {
  const replays = await nameFlips(
    ctx,
    versions.map(({ findings }) => findings.replay),
  );
  return versions.map((version, index) => {
    const replay = replays[index];
    const view = viewOf(version, named);
    return replay ? { ...view, findings: { ...view.findings, replay } } : view;
  });
}

function viewOf(version: StoredVersion, named: (id: string | null) => PersonName | null): VersionView {
  const { policyId: _policy, writerIds: _writers, authorId, proposedById, publishedById, ...view } = version;
  return {
    ...view,
    kind: version.findings.kind ?? "change",
    restores: version.findings.restores ?? null,
    author: named(authorId),
    proposedBy: named(proposedById),
    publishedBy: named(publishedById),
  };
}

function abilitiesOf(
  ctx: Context,
  policy: StoredPolicy,
  versions: readonly StoredVersion[],
): PolicyDetail["abilities"] {
  const open = versions.find((one): one is OpenVersion => one.state === "draft" || one.state === "proposed") ?? null;
  const standing: Standing = { published: policy.published, open };
  const write = can(ctx.actor, "policies.write");
  const publish = can(ctx.actor, "policies.publish");
  const me = ctx.actor.id;
  const nothing: Decision = { allowed: false, code: "conflict", reason: "Nothing is being written." };
  return {
    edit: ability(write, open ? decideEdit(open) : decideBegin(standing)),
    propose: ability(write, open ? decideEdit(open) : nothing),
    publish: ability(publish, open ? decidePublish(open, me) : nothing),
    reject: ability(publish, open ? decideReject(open, me) : nothing),
    withdraw: ability(write, open ? decideWithdraw(open, me) : nothing),
    retire: ability(write, decideRetire(standing)),
    rollBack: ability(write, decideBegin(standing)),
  };
}

function ability(permitted: boolean, decision: Decision): Ability {
  if (!permitted) return { allowed: false, reason: "This needs the role compliance, ciso or admin." };
  return decision.allowed ? decision : { allowed: false, reason: decision.reason };
}

type Counts = Map<string, Map<Outcome, number>>;

/** By policy: its rules' counts together. */
export function countsOf(determined: readonly Determined[]): Counts {
  const counts: Counts = new Map();
  for (const { sourceId, outcome, count } of determined) {
    const id = policyIdOf(sourceId);
    const outcomes = counts.get(id) ?? new Map<Outcome, number>();
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + count);
    counts.set(id, outcomes);
  }
  return counts;
}

const total = (outcomes: Map<Outcome, number> | undefined) =>
  [...(outcomes?.values() ?? [])].reduce((sum, count) => sum + count, 0);
