"use client";

import { ReasonDialog } from "@/components/credentials/reason-dialog";
import type { DeskCase } from "./desk-case";
import { GlassDialog } from "./glass-dialog";
import type { MoreVerb } from "./more-verbs";
import type { DecideActions } from "./types";
import type { Decision } from "./use-decision";
import { VerdictDialog } from "./verdict-dialog";

export type Asked = "break_glass" | "revoke" | "reopen" | "after_review" | "resolve";

/** What was approved and not taken back: a standing approval may grow out of it. */
const GROWS: readonly DeskCase["status"][] = ["approved", "consumed", "executed"];

// Said before the reason is written, not after: in an emergency there is no time for both.
const UNSIGNED = "It is signed with your passkey, and you have none yet: add one on your account page.";

interface VerbsOf {
  hasPasskey: boolean;
  ask: (what: Asked) => void;
  narrow: () => void;
  stand: () => void;
}

/** The verbs that belong to where the request stands, besides approving and denying. */
export function moreVerbsOf(item: DeskCase, { hasPasskey, ask, narrow, stand }: VerbsOf): MoreVerb[] {
  const { status, may, breakGlass, verdict, needsPasskey } = item;
  if (status === "pending") {
    return [
      { verb: "narrow", label: "Make it smaller…", refusal: may.narrow, act: narrow },
      {
        verb: "break_glass",
        label: "Break the glass…",
        refusal: may.break_glass ?? (needsPasskey && !hasPasskey ? UNSIGNED : null),
        destructive: true,
        act: () => ask("break_glass"),
      },
    ];
  }
  const verbs: MoreVerb[] = [];
  const add = (verb: Asked, label: string, destructive = false) =>
    verbs.push({ verb, label, refusal: may[verb], destructive, act: () => ask(verb) });
  if (status === "approved") add("revoke", "Withdraw the approval…", true);
  if (GROWS.includes(status)) {
    verbs.push({ verb: "stand", label: "Allow the next ones like this…", refusal: may.stand, act: stand });
  }
  if (status === "denied") add("reopen", "Let the agent ask again…");
  if (status === "unknown") add("resolve", "Say what came of it…");
  if (breakGlass && !verdict) add("after_review", "Review the broken glass…");
  return verbs;
}

interface MoreDialogsProps {
  asked: Asked | null;
  item: DeskCase;
  actions: DecideActions;
  decision: Decision;
  onClose: () => void;
}

/** The dialogs of those verbs: each says what will happen, and asks why. */
export function MoreDialogs({ asked, item, actions, decision, onClose }: MoreDialogsProps) {
  const { id, sentence, needsPasskey } = item;
  if (asked === null) return null;
  if (asked === "break_glass") return <GlassDialog {...{ sentence, needsPasskey, decision, onClose }} />;
  if (asked === "revoke") {
    return (
      <ReasonDialog
        title="Withdraw the approval?"
        description="The agent is told at once, and nothing runs by it any more. It cannot be given again: the agent would have to ask anew."
        verb="Withdraw"
        destructive
        act={(reason) => actions.revoke({ id, reason })}
        done="Withdrawn"
        onClose={onClose}
      />
    );
  }
  if (asked === "reopen") {
    return (
      <ReasonDialog
        title="Let the agent ask again?"
        description="The denial stays as it is. The agent may ask for the same action once more, before its time to wait is over."
        verb="Let it ask again"
        act={(reason) => actions.reopen({ id, reason })}
        done="The agent may ask again"
        onClose={onClose}
      />
    );
  }
  if (asked === "resolve") {
    return (
      <VerdictDialog
        title="What came of it?"
        description="Nobody reported whether this action ran. Look where it would have had its effect, and say what you found."
        label="Outcome"
        options={[
          { value: "executed", label: "It ran" },
          { value: "failed", label: "It did not run, or failed" },
        ]}
        noteLabel="How you know"
        verb="Record the outcome"
        done="The outcome is recorded"
        act={(outcome, note) => actions.resolve({ id, outcome, note })}
        onClose={onClose}
      />
    );
  }
  return (
    <VerdictDialog
      title="Was breaking the glass right?"
      description="Every emergency approval is reviewed by somebody who did not give it."
      label="Verdict"
      options={[
        { value: "justified", label: "It was justified" },
        { value: "not_justified", label: "It was not justified" },
      ]}
      noteLabel="What you found"
      verb="Record the review"
      done="The review is recorded"
      act={(verdict, note) => actions.review({ id, verdict, note })}
      onClose={onClose}
    />
  );
}
