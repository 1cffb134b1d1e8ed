import type { Lowered } from "@/components/approvals/opened";
import type { DeskCase } from "./desk-case";

export interface Refusals {
  approve: string | null;
  deny: string | null;
  /** Where what is missing can be had. */
  help: { href: string; label: string } | null;
}

interface At {
  /** Its time ran out by the clock, whatever the page says. */
  over: boolean;
  hasPasskey: boolean;
  opened: ReadonlySet<string>;
  lowered: ReadonlyMap<string, Lowered> | null;
}

/** Why the buttons are off, in the words of the rule that the server asks again; null where they are not. */
export function refusalsOf(item: DeskCase, { over, hasPasskey, opened, lowered }: At): Refusals {
  if (over) return both("Its time has run out: nothing can be decided any more.");
  if (item.vote) return both(answeredSentence(item));
  if (item.may.approve !== null || item.may.deny !== null) {
    return { approve: item.may.approve, deny: item.may.deny, help: null };
  }
  if (item.needsPasskey && !hasPasskey) {
    return {
      approve: "Approving needs your passkey, and you have none yet.",
      deny: null,
      help: { href: "/account", label: "Set one up" },
    };
  }
  const closed = item.mustOpen.filter((path) => !opened.has(path)).length;
  if (closed > 0) {
    const what = closed === 1 ? "1 part was" : `${closed} parts were`;
    return { approve: `${what} not shown yet: open them first.`, deny: null, help: null };
  }
  if (lowered && lowered.size === 0) {
    return { approve: "Lower a value above, or leave an entry out.", deny: null, help: null };
  }
  return { approve: null, deny: null, help: null };
}

function answeredSentence({ vote, quorum, approvals }: DeskCase): string {
  const open = quorum - approvals;
  if (vote !== "approve") return "You have answered.";
  if (open <= 0) return "You have approved. It waits for a word from each group that was asked.";
  return `You have approved. It waits for ${open === 1 ? "one more person" : `${open} more people`}.`;
}

const both = (reason: string): Refusals => ({ approve: reason, deny: reason, help: null });
