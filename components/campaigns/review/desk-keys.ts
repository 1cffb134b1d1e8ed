import { DECISIONS, type ItemDecision, REASONS } from "@/lib/campaigns/terms";
import { refusalOf } from "./answer-bar";
import { nextUnanswered, stepFrom } from "./desk-state";
import type { Chosen } from "./use-chosen";
import type { Desk } from "./use-desk";

interface KeysOf {
  desk: Desk;
  chosen: Chosen;
  ask: (what: "sign" | "reassign") => void;
}

/** What each key does now. While a reason is asked for, figures choose it; otherwise they choose what is said. */
export function keysOf({ desk, chosen, ask }: KeysOf): Record<string, () => void> {
  const { mode, setMode, at, go, lines, saves, draft, item } = desk;
  const down = () => go(stepFrom(lines, at, 1));
  const up = () => go(stepFrom(lines, at, -1));
  const keys: Record<string, () => void> = {
    j: down,
    k: up,
    ArrowDown: down,
    ArrowUp: up,
    n: () => go(nextUnanswered(lines, saves.said, at)),
    l: () => setMode(mode === "item" ? "list" : "item"),
    s: () => ask("sign"),
  };
  if (mode === "list") return { ...keys, ...listKeys({ desk, chosen }) };
  const { now } = draft;
  if (now) {
    keys.Escape = draft.close;
    REASONS[now.decision].forEach((reason, position) => {
      keys[String(position + 1)] = () => draft.change({ ...now, reason });
    });
    return keys;
  }
  if (!item || saves.said.get(item.number)?.state === "saving") return keys;
  if (item.abilities.reassign.allowed) keys.h = () => ask("reassign");
  DECISIONS.forEach((decision: ItemDecision, position) => {
    if (refusalOf(item, decision) === null) keys[String(position + 1)] = () => draft.begin(decision);
  });
  return keys;
}

function listKeys({ desk: { at }, chosen }: Pick<KeysOf, "desk" | "chosen">): Record<string, () => void> {
  return at === null ? {} : { x: () => chosen.toggle(at), Escape: chosen.clear };
}
