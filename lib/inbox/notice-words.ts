import { CAUSE_LABELS, TIER_LABELS, type Tier } from "@/lib/agents/terms";
import { END_CAUSE_LABELS, type EndCause } from "@/lib/credentials/terms";
import { targetText } from "@/lib/incidents/present";
import type { TargetKind } from "@/lib/incidents/terms";
import type { NoticeView } from "@/lib/notices/schema";

/** A notice in words, with where it leads. `because` holds untrusted names of tools: shown literally. */
export interface NoticeWords {
  id: string;
  title: string;
  because: string[];
  at: string;
  href: string;
}

type Content = NoticeView["content"];

const text = (content: Content, key: string): string => {
  const value = content[key];
  return typeof value === "string" ? value : "";
};
const list = (content: Content, key: string): string[] => {
  const value = content[key];
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
};
/** A tier by its word, in the middle of a sentence. */
const tier = (content: Content, key: string): string => {
  const value = text(content, key);
  return value in TIER_LABELS ? TIER_LABELS[value as Tier].toLowerCase() : "no tier";
};

/** "1 grant", "3 grants". */
const count = (content: Content, key: string, what: string): string => {
  const value = Number(content[key] ?? 0);
  return value === 1 ? `1 ${what}` : `${value} ${what}s`;
};

/** The facts that are new; without any, what else made it rise. */
function causesOf(content: Content): string[] {
  const facts = list(content, "because");
  const cause = CAUSE_LABELS[text(content, "cause")];
  return facts.length || !cause ? facts : [cause];
}

const SEATS: Record<string, string> = { owner: "technical owner", deputy: "deputy owner", sponsor: "business sponsor" };

const ASKED: Record<string, string> = {
  dormant: "it has not been used for a long time",
  stale: "its record is due to be confirmed",
};

/** The day as it is written everywhere in UTC; empty for what is no instant. */
const endsOn = (at: string) =>
  /^\d{4}-\d\d-\d\dT/.test(at) ? `it ends on ${at.slice(0, 10)} unless it is rotated` : "";

type Said = { title: string; because: string[]; tab?: string; page?: string };

/** What a kill switch is about, in the middle of a sentence. */
const stopped = (name: string, content: Content) => targetText(text(content, "targetKind") as TargetKind, name);
const SWITCHES = { because: [], page: "/kill-switch" };

const SAYINGS: Record<string, (name: string, content: Content) => Said> = {
  tier_raised: (name, content) => ({
    title: `The tier of ${name} rose from ${tier(content, "from")} to ${tier(content, "to")}`,
    because: causesOf(content),
    tab: "risk",
  }),
  tier_held: (name, content) => ({
    title: `The tier of ${name} is kept at ${tier(content, "tier")}, although only ${tier(content, "computed")} is computed`,
    because: ["a second person, whose change it was not, can confirm the fall"],
    tab: "risk",
  }),
  tier_decided: (name, content) => ({
    title:
      content.agreed === true
        ? `Somebody agreed: the tier of ${name} is ${tier(content, "tier")}`
        : `Somebody refused the tier ${tier(content, "tier")} that you asked for ${name}`,
    because: [],
    tab: "risk",
  }),
  tier_override_ended: (name, content) => ({
    title: `The override of ${name} to ${tier(content, "tier")} is over: ${tier(content, "stands")} stands`,
    because: [],
    tab: "risk",
  }),
  succeeded: (name, content) => ({
    title: `You are ${SEATS[text(content, "role")] ?? "answering"} of ${name} now`,
    because: ["who answered before you has left"],
    tab: "people",
  }),
  hand_over_declined: (name, content) => ({
    title: `Your offer to be ${SEATS[text(content, "seat")] ?? "answering"} of ${name} was declined`,
    because: [text(content, "reason")].filter(Boolean),
    tab: "people",
  }),
  switch_thrown: (name, content) => ({ title: `Kill switch: ${stopped(name, content)} is stopped`, ...SWITCHES }),
  switch_lift_requested: (name, content) => ({
    title: `Somebody asks to lift the kill switch on ${stopped(name, content)}`,
    ...SWITCHES,
  }),
  switch_lifted: (name, content) => ({ title: `The kill switch on ${stopped(name, content)} is lifted`, ...SWITCHES }),
  key_shared: (name, content) => ({
    title:
      content.mine === true
        ? `Somebody came with the key of ${text(content, "instance") || "an instance"} of ${name} as another instance`
        : `A key was refused for ${text(content, "instance") || "an instance"} of ${name}: another instance uses it`,
    because: ["one key in two places may mean that it was copied: rotate it, and find out who has it"],
    tab: "identity",
  }),
  credential_overdue: (name, content) => ({
    title: `A credential of ${name} is overdue for rotation`,
    because: [text(content, "instance"), text(content, "label"), endsOn(text(content, "endsAt"))].filter(Boolean),
    tab: "identity",
  }),
  credential_expired: (name, content) => ({
    title: `A credential of ${name} has ended`,
    because: [
      text(content, "instance"),
      text(content, "label"),
      END_CAUSE_LABELS[text(content, "cause") as EndCause] ?? "",
    ].filter(Boolean),
    tab: "identity",
  }),
  standing_proposed: (_name, content) => ({
    title: `Somebody proposes to approve requests for ${text(content, "tool") || "a tool"} in advance`,
    because: ["a second person, who may decide such requests, agrees or rejects"],
    page: "/approvals/standing",
  }),
  approval_glass: (name, content) => ({
    title: `${text(content, "by") || "Somebody"} broke the glass for ${name}`,
    because: [text(content, "tool"), "somebody else has to review it"].filter(Boolean),
    page: text(content, "path") || "/approvals",
  }),
  approval_tampered: (name, content) => ({
    title: `${name} named an approval for something else than was approved`,
    because: ["it was refused, and the approval stays as it was: find out what made it ask"],
    page: `/approvals/${text(content, "approvalId")}`,
  }),
  asking_stopped: (name) => ({
    title: `${name} may not ask any more: it asked for more than people can look at`,
    because: ["its owner or compliance can let it ask again"],
    page: "/approvals",
  }),
  campaign_alert: (_name, content) => ({
    title: `Nobody reviewed ${count(content, "count", "right")} of ${text(content, "name") || "several agents"} in time`,
    because: [[text(content, "status"), "what nobody spoke for is suspended at the close"].filter(Boolean).join(": ")],
    page: text(content, "path") || "/inbox",
  }),
  pack_ready: (name, content) => ({
    title: `The evidence of ${name} is ready`,
    because: [],
    page: text(content, "path") || "/inbox",
  }),
  pack_failed: (name, content) => ({
    title: `The evidence of ${name} could not be made`,
    because: ["its page says why: ask for another one"],
    page: text(content, "path") || "/inbox",
  }),
  export_ready: (name, content) => ({
    title: `The export ${name} is ready`,
    because: [],
    page: text(content, "path") || "/evidence",
  }),
  export_failed: (name, content) => ({
    title: `The export ${name} could not be made`,
    because: ["its page says why: ask for another one"],
    page: text(content, "path") || "/evidence",
  }),
  webhook_failing: (name) => ({
    title: `Messages to the webhook ${name} do not get through`,
    because: [],
    page: "/settings/webhooks",
  }),
  passkey_enrolled: (name) => ({
    title: `A passkey was added to your account: ${name}`,
    because: ["if it was not you, remove it, end your other sessions and tell an administrator"],
    page: "/account",
  }),
  passkey_removed: (name) => ({
    title: `A passkey was removed from your account: ${name}`,
    because: ["if it was not you, end your other sessions and tell an administrator"],
    page: "/account",
  }),
  passkey_revoked: (name) => ({
    title: `An administrator revoked your passkey ${name}`,
    because: ["add another one to sign what you decide for agents of tier high and critical"],
    page: "/account",
  }),
  uncertified: (name, content) => ({
    title: `${count(content, "grants", "grant")} of ${name} ran out, for no campaign certified them in time`,
    because: [`its tier allows ${count(content, "limitDays", "day")} without a review: ask for what it still needs`],
    tab: "grants",
  }),
  uncertified_soon: (name, content) => ({
    title: `${count(content, "grants", "grant")} of ${name} will run out unless a campaign certifies them`,
    because: [`the first on ${text(content, "firstAt").slice(0, 10)}: have it reviewed before`],
    tab: "grants",
  }),
  asked: (name, content) => ({
    title: `Somebody asks you to look at ${name}`,
    because: [ASKED[text(content, "about")] ?? "its record needs you"],
  }),
};

/** What happened, as one sentence; a kind of a newer release is named as it is. */
export function noticeWords({ id, kind, agentId, content, createdAt }: NoticeView): NoticeWords {
  const name = text(content, "name") || "an agent";
  const said = SAYINGS[kind]?.(name, content) ?? { title: `${name}: ${kind.replaceAll("_", " ")}`, because: [] };
  const { title, because } = said;
  const page = said.page ?? (agentId ? `/agents/${agentId}${said.tab ? `?tab=${said.tab}` : ""}` : "/inbox");
  return { id, title, because, at: createdAt, href: page };
}
