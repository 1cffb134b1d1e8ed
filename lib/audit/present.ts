import type { Ref, SentencePart } from "./search";
import { type EventType, type EventTypeName, VOCABULARY } from "./vocabulary";

/** Rows to sentences. Pure and safe for the browser; names were looked up before. */

export interface Told {
  type: EventTypeName;
  target: Ref;
  details: Readonly<Record<string, unknown>>;
  /** Names of the ids that stand in `details`. */
  names: ReadonlyMap<string, Ref>;
}

/** The sentence after the actor's name: "registered the agent " + [Invoice matcher]. An absent field reads as "-". */
export function sentenceOf(told: Told): SentencePart[] {
  const template: string = VOCABULARY[told.type]?.sentence ?? told.type;
  return withoutEcho(template, told.details)
    .split(/(\{\w+\})/)
    .flatMap((piece): SentencePart[] => {
      if (piece === "") return [];
      const field = /^\{(\w+)\}$/.exec(piece)?.[1];
      if (!field) return [{ text: piece }];
      if (field === "target") return [{ ref: told.target }];
      const value = told.details[field];
      const named = typeof value === "string" ? told.names.get(value) : undefined;
      return [
        named
          ? { ref: named }
          : { text: isClosedWord(told.type, field) ? spoken(value, field === "answer") : valueText(value) },
      ];
    });
}

/** "answered {answer} ({reason})" without the reason where it says the answer again: "step up (step up)". */
function withoutEcho(template: string, details: Told["details"]): string {
  return template.replace(/\{(\w+)\} \(\{(\w+)\}\)/g, (whole, said: string, again: string) =>
    details[said] === details[again] ? `{${said}}` : whole,
  );
}

/** What stands in a leaf is of a fixed vocabulary; what stands beside it was written by people and machines and stays as it is. */
function isClosedWord(type: EventTypeName, field: string): boolean {
  return eventType(type)?.details.includes(field) ?? false;
}

/** Closed words that say more as others: what came of a call that asked. */
const SAID: Readonly<Record<string, string>> = { allow: "allowed", deny: "denied", step_up: "sent for approval" };

/** "not_measured" as people say it. */
function spoken(value: unknown, isAnswer: boolean): string {
  const text = valueText(value);
  const said = isAnswer ? SAID[text] : undefined;
  if (said) return said;
  return /^[a-z]+(_[a-z]+)+$/.test(text) ? text.replaceAll("_", " ") : text;
}

/** Whether the event is the answer "ask people": no refusal that stands, though nothing may run before they said yes. */
export function isSentForApproval({ type, sentence }: { type: string; sentence: readonly SentencePart[] }): boolean {
  return type === "decision.made" && sentence.some((part) => "text" in part && part.text === SAID.step_up);
}

/** A sentence as plain text, for exports and for the ear. */
export function sentenceText(parts: readonly SentencePart[]): string {
  return parts.map((part) => ("ref" in part ? part.ref.name : part.text)).join("");
}

/** Any recorded value as one line that a person can read. */
export function valueText(value: unknown): string {
  if (value === undefined || value === null || value === "") return "-";
  if (Array.isArray(value)) return value.length ? value.map(valueText).join(", ") : "-";
  if (typeof value === "object") {
    return Object.entries(value)
      .map(([key, member]) => `${key}: ${valueText(member)}`)
      .join("; ");
  }
  return String(value);
}

/** "agent.owner_assigned" as a label: "Agent owner assigned"; a bare resource ("agent") as itself. */
export function typeLabel(type: string): string {
  const words = type.replaceAll(/[._]/g, " ").replace(/^api /, "API ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What a type says of itself, or undefined for one that this release does not know. */
export function eventType(type: string): EventType | undefined {
  return (VOCABULARY as Record<string, EventType>)[type];
}
