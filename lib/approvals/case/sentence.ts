import type { BoundAction } from "../binding";
import { kindOf, unitOfAmount, wordsOf } from "./kinds";
import { type Leaf, leavesOf } from "./leaves";
import { hasWord, wordSet, wordsIn } from "./names";

type Said = Pick<BoundAction, "action" | "tool" | "server" | "arguments">;

const VERBS = wordSet(
  `accept add allow approve archive assign attach authorize ban block book buy call cancel change charge clear close comment
  confirm connect convert copy create decline delete deny deploy disable drop edit enable erase exchange execute export file forward
  get give grant import install invite invoke issue kick kill launch list make merge message modify move notify open order pause pay
  place post promote publish pull purchase purge push put query read rebook refund reject release remove rename renew reply report
  reschedule reserve reset resize restart restore resume revoke rotate run save scale schedule search sell send set share ship sign
  start stop submit subscribe suspend swap sync terminate transfer trigger unblock unlock unsubscribe update upgrade upload withdraw
  wire write fetch download apply fulfil settle schedule tag label`,
);
const PLAIN: Readonly<Record<string, string>> = {
  read: "Read",
  write: "Write",
  communicate: "Send something",
  export: "Export data",
  execute: "Run something",
  delete: "Delete something",
  pay: "Move money",
  administer: "Change rights or settings",
};
const THING = wordSet(
  `id identifier ref reference number code name title subject path file filename folder table database branch repo repository
  repository order invoice payment ticket project document record role group team resource bucket host cluster key product event channel`,
);
const LONGEST = 80;

/**
 * Verb and target in one sentence (A2), made from the tool's name and the values that say what it does to what: "Release payment
 * PP-2041 on Treasury gateway". Values stand as they are, cut where they are long; no word of it is anybody's summary. Untrusted.
 */
export function sentenceFor(action: Said): string {
  return `${subjectFor(action)} on ${cut(action.server)}`;
}

/** The same without the server: what lists show. */
export function subjectFor(action: Said): string {
  const leaves = leavesOf(action.arguments).slice(0, 400);
  const thing = leaves.find((leaf) => isThing(leaf, action.tool));
  const amount = leaves.find((leaf) => kindOf(leaf, null) === "amount" && leaf !== thing);
  const goal = goalIn(leaves, action.action, thing);
  const parts = [
    verbOf(action),
    thing ? cut(String(thing.value)) : "",
    amount ? `${thing ? "for " : ""}${amountText(amount)}` : "",
    goal ? `to ${cut(String(goal.first.value))}${goal.more ? ` and ${goal.more} more` : ""}` : "",
  ];
  return parts.filter(Boolean).join(" ");
}

/** The tool's own words with the verb first; where they hold no verb, what the policy calls the action. */
function verbOf({ tool, action }: Said): string {
  const words = wordsIn(tool);
  const at = words.findIndex((word) => VERBS.has(word));
  if (at < 0) return `${PLAIN[action] ?? "Act"} with ${cut(tool)}`;
  const [verb = ""] = words.splice(at, 1);
  return cut([`${verb[0]?.toUpperCase()}${verb.slice(1)}`, ...words].join(" "));
}

/** A short value whose name says that it is a thing, or the thing of the tool's own name: "order" of "cancel_order". */
function isThing(leaf: Leaf, tool: string): boolean {
  if (leaf.list || !isShort(leaf) || ["amount", "recipient", "account", "address", "date"].includes(kindOf(leaf, null)))
    return false;
  const words = wordsOf(leaf);
  const nouns = wordsIn(tool).filter((word) => !VERBS.has(word));
  return hasWord(words, THING) || words.some((word) => nouns.includes(word));
}

/** Where it goes: of a payment the account first, of anything else people first; of a list its first entry and how many more. */
function goalIn(
  leaves: readonly Leaf[],
  action: string,
  thing: Leaf | undefined,
): { first: Leaf; more: number } | null {
  const kinds = action === "pay" ? ["account", "recipient", "address"] : ["recipient", "address", "account"];
  for (const kind of kinds) {
    const found = leaves.filter((leaf) => leaf !== thing && isShort(leaf) && kindOf(leaf, null) === kind);
    const [first] = found;
    if (first) return { first, more: found.filter(({ general }) => general === first.general).length - 1 };
  }
  return null;
}

function isShort({ value }: Leaf): boolean {
  return (
    typeof value === "number" ||
    (typeof value === "string" && value !== "" && value.length <= 200 && !/[\n\r]/.test(value))
  );
}

function amountText(leaf: Leaf): string {
  const unit = unitOfAmount(leaf);
  return unit && typeof leaf.value === "number" ? `${leaf.value} ${cut(unit)}` : cut(String(leaf.value));
}

/** Never between the halves of a surrogate pair. */
function cut(text: string): string {
  return text.length <= LONGEST ? text : `${[...text.slice(0, LONGEST)].slice(0, -1).join("")}…`;
}
