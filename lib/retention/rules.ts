import { can } from "@/lib/access/rules";
import type { Actor } from "@/lib/context";
import { type ErasureState, type HoldState, MONTHS, monthsText, RETENTION_CLASSES, type RetentionClass } from "./terms";
import type { Ability, ErasureView, HoldView, RetentionView } from "./views";

/** How long each class is kept, in months. */
export type Months = Record<RetentionClass, number>;

/** Why a class may not be kept so long or so short, beside the others; null when it may. */
export function barOfMonths(name: RetentionClass, months: number, all: Months): string | null {
  if (months < MONTHS.least) return `Nothing is kept less than ${monthsText(MONTHS.least)}.`;
  if (months > MONTHS.most) return `Nothing is kept more than ${monthsText(MONTHS.most)}.`;
  if (name === "evidence" && months < MONTHS.leastEvidence) {
    return `Evidence is kept ${monthsText(MONTHS.leastEvidence)} at least.`;
  }
  const place = RETENTION_CLASSES.indexOf(name);
  const [shorter, longer] = [RETENTION_CLASSES[place - 1], RETENTION_CLASSES[place + 1]];
  if (shorter && months < all[shorter]) {
    return `It would be kept shorter than ${shorter} records (${monthsText(all[shorter])}): shorten those first.`;
  }
  if (longer && months > all[longer]) {
    return `It would be kept longer than ${longer} records (${monthsText(all[longer])}): prolong those first.`;
  }
  return null;
}

const OWN = "You asked for it: a second person has to answer.";

/** Why this person may not answer what somebody asked for; null when they may. */
export function barOfSecond(askedById: string | null, actorId: string): string | null {
  return askedById === actorId ? OWN : null;
}

export type HoldStep = "confirm" | "refuse" | "askLift" | "confirmLift" | "refuseLift";

const HOLD_STEPS: Record<HoldStep, { from: HoldState; to: HoldState }> = {
  confirm: { from: "asked", to: "active" },
  refuse: { from: "asked", to: "refused" },
  askLift: { from: "active", to: "lift_asked" },
  confirmLift: { from: "lift_asked", to: "lifted" },
  refuseLift: { from: "lift_asked", to: "active" },
};

export function nextState(step: HoldStep): HoldState {
  return HOLD_STEPS[step].to;
}

interface HoldFacts {
  state: HoldState;
  askedById: string;
  liftAskedById: string | null;
}

/** Why a step of a hold is not possible for this person; null when it is. Who asked may take it back, and nothing else. */
export function barOfHoldStep(hold: HoldFacts, step: HoldStep, actorId: string): string | null {
  if (hold.state !== HOLD_STEPS[step].from) return HOLD_PASSED[hold.state];
  if (step === "confirm") return barOfSecond(hold.askedById, actorId);
  if (step === "confirmLift") return barOfSecond(hold.liftAskedById, actorId);
  return null;
}

const HOLD_PASSED: Record<HoldState, string> = {
  asked: "It waits for a second person first.",
  active: "It is in force, and nobody asked to lift it.",
  lift_asked: "Somebody asked to lift it already.",
  lifted: "It was lifted.",
  refused: "It was refused.",
};

/** Why this person may not have to do with an erasure: who is erased has no say in it, whatever session they hold yet. */
export function barOfErased(personId: string, actorId: string): string | null {
  return personId === actorId ? "It is about you: others have to ask for it and confirm it." : null;
}

interface ErasureFacts {
  state: ErasureState;
  askedById: string;
}

export function barOfErasure(erasure: ErasureFacts, step: "confirm" | "refuse", actorId: string): string | null {
  if (erasure.state === "done") return "It is done, and cannot be undone.";
  if (erasure.state === "refused") return "It was refused.";
  return step === "confirm" ? barOfSecond(erasure.askedById, actorId) : null;
}

export interface PersonFacts {
  isActive: boolean;
  isErased: boolean;
  /** Agents they answer for as owner, deputy or sponsor. */
  agents: number;
  /** Titles of holds in force that cover what is known of them. */
  holds: readonly string[];
  /** What is open and names them, or rests on their word. */
  open: readonly OpenMatter[];
}

export interface OpenMatter {
  what: "request" | "standing" | "seat" | "task" | "handOver" | "key" | "supplier" | "control";
  count: number;
}

/** One of them, many of them, and what to do about it first. */
const OPEN: Record<OpenMatter["what"], [one: string, many: string, first: string]> = {
  request: ["open request for approval names them", "open requests for approval name them", "wait until they are over"],
  standing: ["standing approval rests on their word", "standing approvals rest on their word", "end it"],
  seat: ["item of a running campaign waits for them", "items of running campaigns wait for them", "ask somebody else"],
  task: [
    "open task of a campaign is theirs",
    "open tasks of campaigns are theirs",
    "do it, or give it to somebody else",
  ],
  handOver: [
    "offer to answer for an agent names them",
    "offers to answer for agents name them",
    "withdraw it on the agent's page, or wait until it is answered",
  ],
  key: [
    "API key that they made still works",
    "API keys that they made still work",
    "revoke it, and make another if it is needed",
  ],
  supplier: [
    "supplier has nobody else to answer for it",
    "suppliers have nobody else to answer for them",
    "name somebody",
  ],
  control: [
    "control has nobody else to answer for it",
    "controls have nobody else to answer for them",
    "name somebody",
  ],
};

function barOfOpen({ what, count }: OpenMatter): string {
  const [one, many, first] = OPEN[what];
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}: ${first} first.`;
}

/** What stands in the way of erasing somebody, each in a sentence that says what to do first. */
export function barsOfPerson(person: PersonFacts): string[] {
  const bars: string[] = [];
  if (person.isErased) bars.push("They were erased already.");
  if (person.isActive) bars.push("They are active: deactivate the account first.");
  if (person.agents > 0) {
    const agents = person.agents === 1 ? "1 agent" : `${person.agents} agents`;
    bars.push(`They answer for ${agents}: name somebody else first.`);
  }
  bars.push(...person.open.map(barOfOpen));
  for (const title of person.holds) bars.push(`The legal hold “${title}” covers them: it has to be lifted first.`);
  return bars;
}

const NOT_YOURS = "Your role does not allow it.";

const ability = (may: boolean, bar: string | null): Ability => (may ? bar : NOT_YOURS);

export function retentionAbilities(
  actor: Actor,
  rule: { asked: number | null; askedById: string | null },
): RetentionView["abilities"] {
  const none = rule.asked === null ? "Nothing was asked for." : null;
  return {
    set: ability(
      can(actor, "retention.set"),
      rule.asked === null ? null : "Somebody asked for a shorter time: answer that first.",
    ),
    confirm: ability(can(actor, "retention.confirm"), none ?? barOfSecond(rule.askedById, actor.id)),
    refuse: ability(can(actor, "retention.confirm"), none),
  };
}

export function holdAbilities(actor: Actor, hold: HoldFacts): HoldView["abilities"] {
  const asks = can(actor, "audit.hold");
  const confirms = can(actor, "audit.confirmHold");
  return {
    confirm: ability(confirms, barOfHoldStep(hold, "confirm", actor.id)),
    refuse: ability(confirms, barOfHoldStep(hold, "refuse", actor.id)),
    askLift: ability(asks, barOfHoldStep(hold, "askLift", actor.id)),
    confirmLift: ability(confirms, barOfHoldStep(hold, "confirmLift", actor.id)),
    refuseLift: ability(confirms, barOfHoldStep(hold, "refuseLift", actor.id)),
  };
}

export function erasureAbilities(actor: Actor, erasure: ErasureFacts): ErasureView["abilities"] {
  const may = can(actor, "erasure.confirm");
  return {
    confirm: ability(may, barOfErasure(erasure, "confirm", actor.id)),
    refuse: ability(may, barOfErasure(erasure, "refuse", actor.id)),
  };
}
