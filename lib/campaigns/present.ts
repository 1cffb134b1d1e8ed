import { STRENGTH_LABELS, type Strength } from "@/lib/credentials/terms";
import { sentenceText, targetText } from "@/lib/entitlements/present";
import type { Condition, Action as GrantAction, TimeWindow } from "@/lib/entitlements/terms";
import { AUTONOMY_LABELS, type Autonomy, EXPOSURE_LABELS, type Exposure } from "@/lib/risk/terms";
import type { Rights } from "./terms";

/** Names of the people and resources that rights mention, by id. Whoever is not in it is shown by id. */
export type Names = ReadonlyMap<string, string>;
const NO_NAMES: Names = new Map();

/** Tools that a sentence names before it counts the rest. */
const NAMED_MAX = 6;

/**
 * A right in plain words, as a reviewer reads it: "may pay with payments/refund when amount ≤ 500, until 1 March 2027". Parts of
 * it are words of others: to be shown literally.
 */
export function rightSentence(rights: Rights, names: Names = NO_NAMES): string {
  switch (rights.kind) {
    case "entitlement":
      return sentenceText({
        server: rights.server,
        tool: rights.tool,
        resource: rights.resourceId ? { id: rights.resourceId, name: nameIn(names, rights.resourceId) } : null,
        actions: rights.actions as readonly GrantAction[],
        conditions: rights.conditions as readonly Condition[],
        windows: rights.windows as readonly TimeWindow[],
        startsAt: isoOf(rights.startsAt),
        expiresAt: isoOf(rights.expiresAt),
      });
    case "owner":
      return ownerSentence(rights, names);
    case "credential":
      return credentialSentence(rights, names);
    case "purpose":
      return purposeSentence(rights);
    case "dependency":
      return dependencySentence(rights);
  }
}

/** The ids that a sentence about these rights shows by name. */
export function namedIn(rights: Rights): string[] {
  const ids = {
    entitlement: () => (rights.kind === "entitlement" ? [rights.resourceId] : []),
    owner: () => (rights.kind === "owner" ? [rights.ownerId, rights.deputyId, rights.sponsorId] : []),
    credential: () => (rights.kind === "credential" ? [rights.instanceId, rights.issuerId] : []),
    purpose: () => [],
    dependency: () => [],
  }[rights.kind]();
  return ids.filter((id): id is string => id !== null && id !== "");
}

/**
 * The same as short as it can be said, and told apart from others of its kind: "payments/refund (pay, write)". Parts of it are words
 * of others: to be shown literally.
 */
export function rightText(rights: Rights): string {
  switch (rights.kind) {
    case "entitlement":
      return `${targetText(rights)} (${rights.actions.map(spaced).join(", ")})`;
    case "owner":
      return "Who answers for it";
    case "credential": {
      const whose = rights.subject || (rights.thumbprint ? `${rights.thumbprint.slice(0, 12)}…` : "");
      return whose ? `${spaced(rights.type)} of ${whose}` : spaced(rights.type);
    }
    case "purpose":
      return rights.purpose || "No purpose stated";
    case "dependency":
      return `${rights.name}${rights.supplier ? ` by ${rights.supplier}` : ""}, ${toolCount(rights.tools)}`;
  }
}

const spaced = (word: string) => word.replaceAll("_", " ");
const toolCount = (tools: readonly string[]) => (tools.length === 1 ? "1 tool" : `${tools.length} tools`);

type Of<Kind extends Rights["kind"]> = Extract<Rights, { kind: Kind }>;

function ownerSentence({ ownerId, deputyId, sponsorId }: Of<"owner">, names: Names): string {
  const owner = ownerId ? `${nameIn(names, ownerId)} answers for it` : "nobody answers for it";
  const deputy = deputyId ? `, ${nameIn(names, deputyId)} stands in` : ", with no deputy";
  return `${owner}${deputy}${sponsorId ? `, ${nameIn(names, sponsorId)} is its sponsor` : ""}`;
}

function credentialSentence(rights: Of<"credential">, names: Names): string {
  const strength = STRENGTH_LABELS[rights.strength as Strength] ?? rights.strength;
  const known = rights.thumbprint ? `, key ${rights.thumbprint.slice(0, 12)}…` : "";
  const issuer = rights.issuerId ? `, by tokens of ${nameIn(names, rights.issuerId)}` : "";
  const subject = rights.subject ? ` for ${rights.subject}` : "";
  return `proves who it is as ${nameIn(names, rights.instanceId)}: ${strength.toLowerCase()}${known}${issuer}${subject}`;
}

function purposeSentence(rights: Of<"purpose">): string {
  const parts = [rights.purpose || "states no purpose"];
  if (rights.dataRead.length) parts.push(`reads ${rights.dataRead.join(", ")}`);
  if (rights.dataWritten.length) parts.push(`writes ${rights.dataWritten.join(", ")}`);
  if (rights.autonomy) parts.push((AUTONOMY_LABELS[rights.autonomy as Autonomy] ?? rights.autonomy).toLowerCase());
  if (rights.exposure) {
    parts.push(`open to ${(EXPOSURE_LABELS[rights.exposure as Exposure] ?? rights.exposure).toLowerCase()}`);
  }
  return parts.join("; ");
}

function dependencySentence({ name, address, supplier, credential, tools }: Of<"dependency">): string {
  const shown = tools.slice(0, NAMED_MAX).join(", ");
  const rest = tools.length > NAMED_MAX ? ` and ${tools.length - NAMED_MAX} more` : "";
  const which = tools.length ? `${toolCount(tools)} (${shown}${rest})` : "no tool that is accepted";
  const at = address ? ` at ${address}` : "";
  const by = supplier ? `, supplied by ${supplier}` : "";
  return `depends on ${name}${at}${by}: ${which}${credential ? `, with the account ${credential}` : ""}`;
}

function nameIn(names: Names, id: string): string {
  return names.get(id) ?? id;
}

function isoOf(instant: number | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}
