import type { Ability, AgentAction, AgentFields, AgentStatus, Gate, GateId, PrivilegeClass, Tier } from "./schema";
import { PRIVILEGE_LABELS, STATUS_LABELS } from "./terms";

/** What the rules look at: the record, who answers for it and whether they are still here. */
export interface AgentFacts extends AgentFields {
  status: AgentStatus;
  /** The tier that stands: computed or overridden (K1, K2). Null until it was first classified. */
  tier: Tier | null;
  /** Tools that nobody has accepted or blocked yet (V4). */
  undecidedTools: number;
  teamId: string | null;
  owner: { id: string; active: boolean } | null;
  deputy: { id: string; active: boolean } | null;
  sponsor: { id: string; active: boolean } | null;
  /** Somebody was asked to be the owner and has not answered (O2). */
  ownerAsked?: boolean;
  /** Who completed the registration: the last one to state something the tier rests on. */
  registeredById: string | null;
}

export type Move = "register" | "activate" | "suspend" | "resume" | "decommission";

/** The lifecycle (V2). What is not here cannot happen; nothing leads out of decommissioned. */
export const LIFECYCLE: Record<AgentStatus, Partial<Record<Move, AgentStatus>>> = {
  draft: { register: "registered", decommission: "decommissioned" },
  registered: { activate: "active", decommission: "decommissioned" },
  active: { suspend: "suspended", decommission: "decommissioned" },
  suspended: { resume: "active", decommission: "decommissioned" },
  decommissioned: {},
};

/** Moves after which the agent may act (or is one step from it): every gate must be met, again, at that moment. */
const GATED: ReadonlySet<Move> = new Set(["register", "activate", "resume"]);
const PURPOSE_MIN = 20;

export function isHighTier(tier: Tier | null): boolean {
  return tier === "high" || tier === "critical";
}

/**
 * Every condition of a complete registration (V2, O1), met or not, each with how to mend it.
 * @param reviewed the privilege classes whose reviewer group has an active member
 */
export function gatesFor(agent: AgentFacts, reviewed: ReadonlySet<PrivilegeClass>): Gate[] {
  const { owner, sponsor } = agent;
  // A draft waits for the owner it was meant for; afterwards the former one answers until the new one accepts.
  const awaited = agent.status === "draft" && agent.ownerAsked === true;
  const gate = (id: GateId, label: string, met: boolean, how: string): Gate => ({ id, label, met, how });
  const gates = [
    gate("owner", "Technical owner", owner?.active === true && !awaited, awaited ? ASKED : lackOf("owner", owner)),
    gate("sponsor", "Business sponsor", sponsor?.active === true, lackOf("sponsor", sponsor)),
    gate("team", "Team", agent.teamId !== null, "Say which team the agent belongs to."),
    gate(
      "purpose",
      "Documented purpose",
      agent.purpose.trim().length >= PURPOSE_MIN,
      `Describe in at least ${PURPOSE_MIN} characters what the agent is for.`,
    ),
    gate("provider", "Provider", agent.provider !== "", "Name who supplies the agent or its model."),
    gate("systems", "Systems it reaches", agent.systems.length > 0, "List at least one system that the agent reaches."),
    gate(
      "classes",
      "Data classes",
      agent.dataRead.length + agent.dataWritten.length > 0,
      "State at least one class of data that the agent reads or writes.",
    ),
    gate("autonomy", "Autonomy", agent.autonomy !== null, "State whether the agent acts alone."),
    gate("exposure", "Exposure", agent.exposure !== null, "State who can reach the agent."),
    gate("tier", "Risk tier", agent.tier !== null, "Its risk was not computed yet: save the agent once."),
    gate(
      "tools",
      "Tools looked at",
      agent.undecidedTools === 0,
      agent.undecidedTools === 1
        ? "Accept or block the tool that waits in quarantine."
        : `Accept or block the ${agent.undecidedTools} tools that wait in quarantine.`,
    ),
  ];
  if (isHighTier(agent.tier)) {
    const how = `An agent of tier ${agent.tier} needs two different active people among owner, deputy and sponsor.`;
    gates.push(gate("two_people", "Two accountable people", answering(agent).size >= 2, how));
  }
  if (agent.privileges.length) {
    const missing = unreviewed(agent.privileges, reviewed);
    gates.push(gate("reviewers", "Reviewers for its privileges", missing.length === 0, lackOfReviewers(missing)));
  }
  return gates;
}

/** The active people who answer for the agent, each once, in whichever role (O1). */
function answering({ owner, deputy, sponsor }: Pick<AgentFacts, "owner" | "deputy" | "sponsor">): Set<string> {
  return new Set([owner, deputy, sponsor].flatMap((person) => (person?.active ? [person.id] : [])));
}

/** The stated privilege classes that nobody could review. */
export function unreviewed(stated: readonly PrivilegeClass[], reviewed: ReadonlySet<PrivilegeClass>): PrivilegeClass[] {
  return stated.filter((privilege) => !reviewed.has(privilege));
}

const ASKED = "Whoever was asked to be the owner has not accepted yet: wait for the answer, or withdraw the offer.";

function lackOf(role: "owner" | "sponsor", person: AgentFacts["owner"]): string {
  return person
    ? `The ${role} has left: name another active person.`
    : `Name the ${role}: an active person who answers for the agent.`;
}

function lackOfReviewers(missing: readonly PrivilegeClass[]): string {
  if (!missing.length) return "Each privilege class has a reviewer group with an active member.";
  const names = missing.map((privilege) => PRIVILEGE_LABELS[privilege].toLowerCase()).join(", ");
  return `Ask compliance for a reviewer group with an active member for ${names}.`;
}

export type MoveDecision =
  | { allowed: true; to: AgentStatus }
  | { allowed: false; code: "conflict" | "unmet" | "forbidden"; reason: string; missing: Gate[] };

/** Whether `actorId` may make this move now, and where it leads (V2, O1). Permission by role is asked before. */
export function decideMove(agent: AgentFacts, move: Move, gates: readonly Gate[], actorId: string): MoveDecision {
  const to = LIFECYCLE[agent.status][move];
  const refuse = (code: "conflict" | "unmet" | "forbidden", reason: string, missing: Gate[] = []): MoveDecision => ({
    allowed: false,
    code,
    reason,
    missing,
  });
  if (!to) return refuse("conflict", wrongState(agent.status, move));
  const missing = GATED.has(move) ? gates.filter((gate) => !gate.met && asksFor(move, gate)) : [];
  if (missing.length) {
    const [controls, names] = [missing.filter(isOfControls), missing.filter((gate) => !isOfControls(gate))];
    const incomplete = `The registration is not complete: ${names.map((gate) => gate.label.toLowerCase()).join(", ")}.`;
    const reasons = [...(names.length ? [incomplete] : []), ...controls.map((gate) => gate.how)];
    return refuse("unmet", reasons.join(" "), missing);
  }
  if (move === "activate" && isHighTier(agent.tier) && agent.registeredById === actorId) {
    return refuse(
      "forbidden",
      `An agent of tier ${agent.tier} is activated by someone other than who completed its registration.`,
    );
  }
  return { allowed: true, to };
}

/** The controls of the tier are asked where the agent is let to act (K3), and never stand in the way of a registration. */
const isOfControls = (gate: Gate) => gate.id === "controls";
const asksFor = (move: Move, gate: Gate) => move !== "register" || !isOfControls(gate);

const FROM: Record<Move, string> = {
  register: "a draft",
  activate: "a registered agent",
  suspend: "an active agent",
  resume: "a suspended agent",
  decommission: "an agent that is not yet decommissioned",
};

function wrongState(status: AgentStatus, move: Move): string {
  return `Only ${FROM[move]} can be ${PAST[move]}; this one is ${STATUS_LABELS[status].toLowerCase()}.`;
}

const PAST: Record<Move, string> = {
  register: "registered",
  activate: "activated",
  suspend: "suspended",
  resume: "resumed",
  decommission: "decommissioned",
};

export type Decision = { allowed: true } | { allowed: false; code: "conflict" | "unmet"; reason: string };

/** A decommissioned record is history. */
export function decideChange(status: AgentStatus): Decision {
  return status === "decommissioned"
    ? {
        allowed: false,
        code: "conflict",
        reason: "A decommissioned agent is kept as it was: nothing about it changes.",
      }
    : { allowed: true };
}

/**
 * A change must not take away from a registered, active or suspended agent what its registration rested on.
 * Gates unmet before the change do not forbid it: mending one thing at a time must stay possible.
 */
export function decideKeeps(status: AgentStatus, before: readonly Gate[], after: readonly Gate[]): Decision {
  if (status === "draft") return { allowed: true };
  const metBefore = new Set(before.filter((gate) => gate.met).map((gate) => gate.id));
  const knownBefore = new Set(before.map((gate) => gate.id));
  const lost = after.filter(
    (gate) => !gate.met && !isOfControls(gate) && (metBefore.has(gate.id) || !knownBefore.has(gate.id)),
  );
  if (!lost.length) return { allowed: true };
  const how = lost.map((gate) => gate.how).join(" ");
  return { allowed: false, code: "unmet", reason: `This would leave the registration incomplete. ${how}` };
}

/** What the tier rests on: who changes one of these after registration is the one who completed it. */
export const WEIGHTY: ReadonlySet<keyof AgentFields> = new Set([
  "kind",
  "purpose",
  "systems",
  "dataRead",
  "dataWritten",
  "privileges",
  "autonomy",
  "exposure",
]);

export interface Asker {
  id: string;
  /** The sentence of refusal for each action that the caller's roles do not reach; absent means permitted. */
  refusals: Partial<Record<AgentAction, string>>;
}

/** What the caller may do now: the same decisions that the verbs enforce, as values for the buttons. */
export function abilitiesFor(agent: AgentFacts, gates: readonly Gate[], asker: Asker): Record<AgentAction, Ability> {
  const ability = (action: AgentAction): Ability => {
    const refusal = asker.refusals[action];
    if (refusal) return { allowed: false, reason: refusal };
    const decision =
      action === "edit" || action === "assign"
        ? decideChange(agent.status)
        : decideMove(agent, action, gates, asker.id);
    return decision.allowed ? { allowed: true } : { allowed: false, reason: decision.reason };
  };
  return {
    edit: ability("edit"),
    assign: ability("assign"),
    register: ability("register"),
    activate: ability("activate"),
    suspend: ability("suspend"),
    resume: ability("resume"),
    decommission: ability("decommission"),
  };
}

const SEARCH_MAX = 2000;

/** Text as search compares it: compatibility forms unified, case folded, white space collapsed. */
function searchable(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
}

/** What a search looks into. Bounded: a purpose of two thousand characters must not crowd out the systems. */
export function searchTextOf(
  agent: Pick<AgentFields, "name" | "provider" | "model" | "deployer" | "endpoint" | "systems" | "purpose">,
): string {
  const parts = [
    agent.name,
    agent.provider,
    agent.model,
    agent.deployer,
    agent.endpoint,
    ...agent.systems.slice(0, 20),
  ];
  // The leading blank makes the first word begin like every other: short searches look for the beginnings of words.
  return ` ${searchable([...parts, agent.purpose].filter(Boolean).join(" "))}`.slice(0, SEARCH_MAX);
}

/** The words of a search; all must occur. */
export function searchTerms(q: string): string[] {
  return [...new Set(searchable(q).split(" ").filter(Boolean))].slice(0, 8);
}

const MOST_KEYS = 100;
/** Members of a JWK that only its owner may hold (RFC 7518, RFC 8037, ML-DSA); `k` is a shared secret. */
const SECRET_MEMBERS = ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"];

/**
 * The public keys of a JWKS file (RFC 7517) by which signatures of agent cards can be verified (V3), or the sentence that
 * says what is wrong with the file. Keys are found by `kid`. A file with a private key is refused as a whole: whoever gives
 * it here would spread it.
 */
export function trustedKeysIn(text: string): { keys: Record<string, unknown>[] } | { wrong: string } {
  const set = parsedOrNull(text);
  if (set === null) return { wrong: "This is not JSON. Give a JWKS file: a JSON object with a list “keys”." };
  const keys: unknown = isRecord(set) ? set.keys : undefined;
  if (!Array.isArray(keys)) return { wrong: "This is no JWKS: it lacks the list “keys”." };
  if (!keys.length) return { wrong: "The list “keys” is empty." };
  if (keys.length > MOST_KEYS) return { wrong: `It holds more than ${MOST_KEYS} keys.` };
  for (const [index, key] of keys.entries()) {
    const fault = faultOfKey(key);
    if (fault) return { wrong: `Key ${index + 1} of ${keys.length} ${fault}` };
  }
  return { keys: keys as Record<string, unknown>[] };
}

function faultOfKey(key: unknown): string | null {
  if (!isRecord(key) || typeof key.kty !== "string") return "is no key: it lacks its type, “kty”.";
  if (SECRET_MEMBERS.some((member) => member in key)) {
    return "is private or shared. Give public keys only, and treat this one as spread.";
  }
  if (typeof key.kid !== "string" || key.kid === "") return "has no “kid”: signatures name their key by it.";
  return null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
