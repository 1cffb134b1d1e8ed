import {
  advanceCampaign,
  askClose,
  confirmClose,
  decideBulk,
  decideItem,
  draftCampaign,
  finishCampaign,
  getCampaign,
  launchCampaign,
  previewClose,
  signOff,
} from "@/lib/campaigns";
import { type CampaignPlan, EMPTY_SCOPE, USUAL_RULES } from "@/lib/campaigns/terms";
import { type Context, contextFor, type RoleGrant, systemContext } from "@/lib/context";
import { sql } from "@/lib/db";
import { actionsOf } from "@/lib/entitlements/terms";
import { deactivatePerson } from "@/lib/ownership";
import { insertGrants, RATED } from "./fill";
import { type SimGrant, type SimPerson, type World, wordOn } from "./world";

/** The quarter as people, time and the worker play it: through the product's own verbs, on the real database. */

const LANES = 8;
const THOUGHT_MS = 9_000;

/** Over grants alone: the owner, then for tier high and above whoever reviews that class. Waves at once, for time is short here. */
const PLAN: CampaignPlan = {
  kinds: ["entitlement"],
  scope: EMPTY_SCOPE,
  stages: [
    { reviewer: "owner", personId: null, strategy: "one_accepts", days: 14, samplePercent: 100 },
    { reviewer: "group", personId: null, strategy: "one_accepts", days: 7, samplePercent: 0 },
  ],
  rules: { ...USUAL_RULES, waveHours: 0 },
};

/** Somebody of the world as a door would know them. */
export function contextOf({ id, compliance, groups }: Pick<SimPerson, "id" | "compliance" | "groups">): Context {
  const role = compliance ? "compliance" : groups.length > 0 ? "reviewer" : "owner";
  const grants: RoleGrant[] = [{ role, teamId: null }];
  return contextFor({ kind: "user", id, sessionId: "ses_sim", grants });
}

const worker = () => systemContext("worker");
const complianceOf = (id: string) => contextOf({ id, compliance: true, groups: [] });

/** Works at the campaign until it waits for people or time. */
async function advance(id: string): Promise<void> {
  while ((await advanceCampaign(worker(), id)) === "again");
}

/** Drafts and launches the campaign, with the worker's help. @returns its id */
export async function launch(world: World, name: string): Promise<string> {
  const ctx = complianceOf("per_ines");
  const { id } = await draftCampaign(ctx, {
    name,
    // The lists of a plan are what a form sends.
    plan: structuredClone(PLAN) as never,
    timeZone: "Europe/Berlin",
    fallbackId: world.fallbackId,
  });
  await launchCampaign(ctx, { id, version: 1 });
  await advance(id);
  return id;
}

/** What the organisation does of itself while reviewers are asked. */
export async function liveOn(world: World): Promise<void> {
  const admin = contextFor({
    kind: "user",
    id: "per_ines",
    sessionId: "ses_sim",
    grants: [{ role: "admin", teamId: null }],
  });
  for (const { id } of world.people.filter(({ leaves }) => leaves)) {
    await deactivatePerson(admin, { personId: id, version: 1, reason: "Left the company in the quarter." });
  }
  const rows = (list: readonly object[]) => [JSON.stringify(list)];
  await sql().query(
    `update agents a set owner_id = r."movesTo", version = version + 1 from jsonb_to_recordset($1::jsonb) as r(id text, "movesTo" text) where a.id = r.id`,
    rows(world.agents.filter(({ movesTo }) => movesTo !== null)),
  );
  await sql().query(
    `update agents a set tier = r."risesTo"::"Tier", version = version + 1 from jsonb_to_recordset($1::jsonb) as r(id text, "risesTo" text) where a.id = r.id`,
    rows(world.agents.filter(({ risesTo }) => risesTo !== null)),
  );
  const gone = world.agents.flatMap(({ grants }) =>
    grants.filter(({ revokedMeanwhile, excluded }) => revokedMeanwhile && !excluded),
  );
  await sql().query(
    `update entitlements set state = 'revoked', state_reason = 'No longer needed', ended_at = now(), version = version + 1 where id = any($1)`,
    [gone.map(({ id }) => id)],
  );
  await insertGrants(world.agents.flatMap(({ id, late }) => (late ? [{ ...late, agentId: id }] : [])));
}

interface Asked {
  number: number;
  subjectId: string;
  agentId: string;
  tier: string;
  seat: string;
  stage: number;
  version: number;
  special: boolean;
  digest: string;
}

/** What is open, with the digest of the right as it lives: what a reviewer's screen shows. */
async function openItems(campaignId: string): Promise<Asked[]> {
  const { rows } = await sql().query<Asked>(
    `select i.number, i.subject_id as "subjectId", i.agent_id as "agentId", i.tier, i.seat, i.stage, i.version,
       i.state = 'stale' or i.marks && '{second_look}' or campaign_digest(s.rights) <> i.digest as special, encode(campaign_digest(s.rights), 'hex') as digest
     from campaign_items i join campaign_subjects s on s.kind = 'entitlement' and s.subject_id = i.subject_id
     where i.campaign_id = $1 and i.state in ('pending', 'stale') order by i.number`,
    [campaignId],
  );
  return rows;
}

/** Who answers from this seat, if anybody does. */
function answering(world: World): (seat: string) => SimPerson | null {
  const answers = world.people.filter(({ conduct, leaves }) => conduct === "diligent" && !leaves);
  const people = new Map(answers.map((one) => [one.id, one]));
  return (seat) => {
    if (seat === "compliance") return answers.find(({ compliance }) => compliance) ?? null;
    if (seat.startsWith("group:"))
      return answers.find(({ groups }) => groups.some((group) => seat === `group:${group}`)) ?? null;
    return people.get(seat) ?? null;
  };
}

/** Everybody who answers at all decides what they are asked about and signs it off. @returns how many items were decided */
async function answerAll(world: World, campaignId: string): Promise<number> {
  const grants = new Map(world.agents.flatMap((agent) => agent.grants.map((grant) => [grant.id, grant])));
  const who = answering(world);
  const asked = Map.groupBy(await openItems(campaignId), ({ seat }) => who(seat)?.id ?? "");
  asked.delete("");
  const lists = [...asked];
  let decided = 0;
  const lane = async () => {
    for (let next = lists.pop(); next; next = lists.pop()) {
      const person = world.people.find(({ id }) => id === next?.[0]);
      if (!person) continue;
      const ctx = contextOf(person);
      // Added after the wait: several lanes count at once.
      const own = await decideList(ctx, campaignId, { items: next[1], grants });
      decided += own;
      await takeTime(campaignId, person.id);
      await signOff(ctx, { campaignId });
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return decided;
}

type Grants = ReadonlyMap<string, SimGrant>;

async function decideList(ctx: Context, campaignId: string, list: { items: Asked[]; grants: Grants }): Promise<number> {
  // What a reduce left is none of the world's own: it is kept.
  const wordOf = ({ subjectId, stage }: Asked) => (list.grants.has(subjectId) ? wordOn(subjectId, stage) : "keep");
  const together = ({ tier, special }: Asked) => (tier === "low" || tier === "moderate") && !special;
  const bulk = list.items.filter((item) => together(item) && wordOf(item) !== "reduce");
  for (const [key, items] of Map.groupBy(bulk, (item) => `${item.agentId} ${wordOf(item)}`)) {
    const decision = key.endsWith("keep") ? ("keep" as const) : ("revoke" as const);
    const reason = decision === "keep" ? "needed_for_purpose" : "purpose_ended";
    const { refused } = await decideBulk(ctx, {
      campaignId,
      numbers: items.map(({ number }) => number),
      decision,
      reason,
    });
    if (refused[0]) throw new Error(`${refused[0].number} could not be decided: ${refused[0].reason}`);
  }
  for (const item of list.items.filter((one) => !bulk.includes(one))) {
    const known = list.grants.get(item.subjectId);
    const decision = wordOf(item);
    const change = known && decision === "reduce" ? [narrowed(known)] : null;
    const reason = { keep: "needed_for_purpose", revoke: "purpose_ended", reduce: "too_wide" }[decision];
    const { number, version, digest } = item;
    const said = { decision, reason, text: "", change, dwellMillis: THOUGHT_MS, recommended: "look" } as const;
    await decideItem(ctx, { campaignId, number, version, digest, ...said });
  }
  return list.items.length;
}

/** Less of the same: only up to a hundred. */
function narrowed({ tool, action }: SimGrant) {
  const conditions = [{ argument: "limit", operator: "lte" as const, value: 100 }];
  const expiresAt = new Date(Date.now() + 150 * 86_400_000).toISOString();
  return {
    server: "Works",
    tool,
    resourceId: null,
    actions: actionsOf(RATED[action]),
    conditions,
    windows: [],
    expiresAt,
  };
}

/** Spreads a person's votes over the days before: nobody decides a hundred items in a second. */
async function takeTime(campaignId: string, personId: string): Promise<void> {
  await sql().query(
    `update campaign_votes v set at = v.at - o.place * interval '25 seconds' from (
       select number, stage, revision, row_number() over (order by at) as place from campaign_votes
       where campaign_id = $1 and person_id = $2 and signoff_id is null) o
     where v.campaign_id = $1 and v.person_id = $2 and v.number = o.number and v.stage = o.stage and v.revision = o.revision`,
    [campaignId, personId],
  );
}

/** Lets the deadline of what runs pass. */
async function passDeadline(campaignId: string): Promise<void> {
  await sql().query("update campaigns set stage_due_at = clock_timestamp() - interval '1 second' where id = $1", [
    campaignId,
  ]);
  await sql().query(
    "update campaign_items set due_at = clock_timestamp() - interval '1 second' where campaign_id = $1 and due_at is not null",
    [campaignId],
  );
  await advance(campaignId);
}

export async function stateOf(campaignId: string): Promise<string> {
  const { rows } = await sql().query<{ state: string }>("select state from campaigns where id = $1", [campaignId]);
  return rows[0]?.state ?? "none";
}

/** Plays the reviews to their end: answers, silence, escalations, the next stage. @returns how many items people decided */
export async function review(world: World, campaignId: string): Promise<number> {
  let decided = 0;
  for (let turn = 0; turn < 8 && (await stateOf(campaignId)) === "active"; turn++) {
    decided += await answerAll(world, campaignId);
    await advance(campaignId);
    if (
      (await stateOf(campaignId)) === "active" &&
      (await openItems(campaignId)).every(({ seat }) => !answering(world)(seat))
    ) {
      await passDeadline(campaignId);
    }
  }
  return decided;
}

/** Closes it, with the second person's word where that is asked for, and lets the worker carry it out and prove it. */
export async function close(
  campaignId: string,
): Promise<{ waits: boolean; previewMillis: number; remediationMillis: number }> {
  const [asks, confirms] = [complianceOf("per_ines"), complianceOf("per_cora")];
  const began = performance.now();
  const { digest, version } = await previewClose(asks, campaignId);
  const previewMillis = performance.now() - began;
  const asked = await askClose(asks, { id: campaignId, version, digest });
  if (asked.waits) await confirmClose(confirms, { id: campaignId, version: asked.version, digest });
  const started = performance.now();
  await advance(campaignId);
  const proved = performance.now();
  const { version: last } = await getCampaign(asks, campaignId);
  await finishCampaign(asks, { id: campaignId, version: last });
  return { waits: asked.waits, previewMillis, remediationMillis: proved - started };
}
