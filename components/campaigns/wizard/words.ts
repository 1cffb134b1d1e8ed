import {
  type CampaignRules,
  type CampaignScope,
  ITEM_KIND_LABELS,
  type ItemKind,
  type Silence,
  STAGE_REVIEWER_LABELS,
  STRATEGY_LABELS,
  type Stage,
} from "@/lib/campaigns/terms";
import { ENVIRONMENT_LABELS, TIER_LABELS, TIERS, type Tier } from "@/lib/risk/terms";

/** What people read of a plan. Pure and safe for the browser. */

/** "a, b and c"; nothing for none. */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? "";
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

const KIND_WORDS: Record<ItemKind, string> = {
  entitlement: "grants",
  owner: "who answers for them",
  credential: "credentials",
  purpose: "purposes",
  dependency: "dependencies",
};

/** "Grants, credentials and purposes". */
export function kindsWords(kinds: readonly ItemKind[]): string {
  const text = listed(kinds.map((kind) => KIND_WORDS[kind]));
  return text ? `${text.charAt(0).toUpperCase()}${text.slice(1)}` : "Nothing chosen";
}

/** What each kind asks, beside its box. */
export const KIND_HINTS: Record<ItemKind, string> = {
  entitlement: "Each grant in force: is it still needed, and as wide?",
  owner: "Each agent: do the right people answer for it?",
  credential: "Each key and certificate in use: is it still needed?",
  purpose: "Each agent: is it still for what it says it is for?",
  dependency: "Each server an agent depends on: may it still?",
};
/** One and many of each, as numbers are told. */
export const KIND_NOUNS: Record<ItemKind, [string, string]> = {
  entitlement: ["grant", "grants"],
  owner: ["ownership", "ownerships"],
  credential: ["credential", "credentials"],
  purpose: ["purpose", "purposes"],
  dependency: ["dependency", "dependencies"],
};
export const kindLabel = (kind: ItemKind): string => ITEM_KIND_LABELS[kind];

/** The limits of a scope as short lines, each a limit; names of teams and people are looked up in `names`. */
export function scopeWords(scope: CampaignScope, names: ReadonlyMap<string, string> = new Map()): string[] {
  const nameOf = (id: string) => names.get(id) ?? id;
  const several = (label: string, values: readonly string[]) =>
    values.length === 0 ? [] : [`${label}: ${values.length > 6 ? count(values.length, "chosen one") : listed(values)}`];
  return [
    ...several("Teams", scope.teamIds.map(nameOf)),
    ...several(
      "Tiers",
      TIERS.filter((tier) => scope.tiers.includes(tier)).map((tier) => TIER_LABELS[tier]),
    ),
    ...several(
      "Environments",
      scope.environments.map((one) => ENVIRONMENT_LABELS[one]),
    ),
    ...several("Providers", scope.providers),
    ...several("Tools", scope.tools),
    ...several("Owners", scope.ownerIds.map(nameOf)),
    ...several("Agents", scope.agentIds.map(nameOf)),
    ...(scope.notCertifiedDays === null
      ? []
      : [`Only what was not certified in ${count(scope.notCertifiedDays, "day")}`]),
  ];
}

/** "Owner of the agent, 14 days: the first answer counts". */
export function stageWords(stage: Stage, personName?: string): string {
  const who = stage.reviewer === "person" && personName ? personName : STAGE_REVIEWER_LABELS[stage.reviewer];
  return `${who}, ${count(stage.days, "day")}: ${lower(STRATEGY_LABELS[stage.strategy])}`;
}

/** Which items reach a stage after the first. */
export function sampleWords(stage: Stage): string {
  if (stage.samplePercent === 100) return "Every item reaches it.";
  if (stage.samplePercent === 0) return "Only items of tier high and critical reach it.";
  return `Items of tier high and critical reach it, and ${stage.samplePercent} % of the others.`;
}

const SILENCE_WORDS: Record<Silence, string> = {
  keep: "is kept this once",
  revoke: "is revoked",
  escalate: "goes to the next person up, and is suspended if they do not answer either",
  suspend: "is suspended until somebody decides",
  suspend_and_alert: "is suspended, and compliance is alerted",
};

/** What silence does to items of a tier, as a sentence. */
export function silenceWords(tier: Tier, rules: CampaignRules): string {
  const { first, second } = rules.silence[tier];
  const again = first === second ? "" : `; the second time in a row it ${SILENCE_WORDS[second]}`;
  return `${TIER_LABELS[tier]}: an item that nobody answers ${SILENCE_WORDS[first]}${again}.`;
}

/** When people are reminded, as sentences. */
export function remindersWords({ reminderDays, managerAfterDays }: CampaignRules): string {
  const days = [...reminderDays].sort((a, b) => b - a).map(String);
  const before = days.length
    ? `${listed(days)} ${days.at(-1) === "1" && days.length === 1 ? "day" : "days"} before the end, `
    : "";
  return `Only people with open items are reminded, by one message each: ${before}on the last day, and then daily. ${
    managerAfterDays === 0
      ? "Managers are told at once"
      : `After ${count(managerAfterDays, "day")} their manager is told`
  }.`;
}

/** When the close needs a second person, as a sentence. */
export function secondPersonWords({ secondPersonAbove: { count: most, percent } }: CampaignRules): string {
  return `The close needs a second person when more than ${count(most, "right")} or ${percent} % of the items would be taken away.`;
}

/** How what was taken away goes, and for how long it can come back. */
export function wavesWords({ undoHours, waveHours }: CampaignRules): string {
  return `Unused rights go first, used ones ${hours(waveHours)} later, those of tier high and critical ${hours(2 * waveHours)} later. Each can be given back for ${hours(undoHours)}.`;
}

function hours(number: number): string {
  return number > 0 && number % 24 === 0 ? count(number / 24, "day") : count(number, "hour");
}

export function lower(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}
