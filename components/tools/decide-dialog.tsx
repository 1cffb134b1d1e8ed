"use client";

import { type FormEvent, useState } from "react";
import { Refused } from "@/components/agents/refused";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { LiteralText } from "@/components/ui/literal-text";
import { Textarea } from "@/components/ui/textarea";
import type { BulkOutcome, WaitingTool } from "@/lib/agents/schema";
import { type ActionFailure, issueOf } from "@/lib/http/action-state";
import { ToolWarnings } from "./tool-warnings";
import type { ToolActions } from "./types";

export type DecidedTool = Pick<
  WaitingTool,
  "id" | "version" | "hash" | "name" | "server" | "warnings" | "correction" | "acceptedHash"
>;

export interface DecideDialogProps {
  event: "accept" | "block";
  tools: readonly DecidedTool[];
  actions: Pick<ToolActions, "accept" | "block">;
  onDone: (outcome: BulkOutcome) => void;
  onClose: () => void;
}

const WORDS = {
  accept: { verb: "Accept", brings: "From then on it may be called, and what it can do counts in the agent's tier." },
  block: { verb: "Block", brings: "It cannot be called, whatever its server lists, until somebody accepts it." },
} as const;
const NAMED = 8;

/** Asks before a decision about tools, with a reason where one is owed; what was corrected for another definition is asked about. */
export function DecideDialog({ event, tools, actions, onDone, onClose }: DecideDialogProps) {
  const [busy, setBusy] = useState(false);
  const [keep, setKeep] = useState(false);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const { verb, brings } = WORDS[event];
  const warnings = tools.flatMap((tool) => tool.warnings);
  const owed = event === "block" || warnings.some(({ grave }) => grave);
  const corrected = event === "accept" && tools.some(isCorrectedOtherwise);

  async function submit(given: FormEvent<HTMLFormElement>): Promise<void> {
    given.preventDefault();
    const reason = String(new FormData(given.currentTarget).get("reason") ?? "");
    setBusy(true);
    const answer = await decide({ event, tools, actions, reason, keep });
    setBusy(false);
    if (!answer.ok) return setFailure(answer);
    onDone(answer.value);
  }

  const [only] = tools;
  return (
    <Dialog open onOpenChange={(open) => (open || busy ? undefined : onClose())}>
      <DialogContent
        title={
          tools.length === 1 && only ? (
            <>
              {verb} <LiteralText text={only.name} /> of <LiteralText text={only.server} />?
            </>
          ) : (
            `${verb} ${tools.length} tools?`
          )
        }
        description={brings}
        size="sm"
      >
        <form onSubmit={submit} className="grid gap-3">
          {tools.length > 1 ? <Names tools={tools} /> : null}
          {event === "accept" && tools.length === 1 ? <ToolWarnings warnings={warnings} /> : null}
          {event === "accept" && tools.length > 1 && warnings.length ? (
            <p className="text-warning">
              {tools.filter((tool) => tool.warnings.length).length} of them carry warnings: look at each.
            </p>
          ) : null}
          {corrected ? (
            <Checkbox checked={keep} onCheckedChange={setKeep}>
              Keep what was said of the former definition: the correction goes on to count
            </Checkbox>
          ) : null}
          {owed ? (
            <Field
              label="Reason"
              hint="Stands in the audit log and in the tool's history."
              error={issueOf(failure, "reason")}
            >
              <Textarea name="reason" required minLength={5} maxLength={1000} />
            </Field>
          ) : null}
          {failure ? <Refused failure={failure} /> : null}
          <div className="flex justify-end gap-2 pt-1">
            <FormButtons busy={busy} variant={event === "block" ? "destructive" : "default"}>
              {verb}
            </FormButtons>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}

/** The word of a person that was about another definition than the one that waits. */
export function isCorrectedOtherwise(tool: Pick<DecidedTool, "correction" | "acceptedHash" | "hash">): boolean {
  return tool.correction !== null && tool.acceptedHash !== null && tool.acceptedHash !== tool.hash;
}

/** Sends what the person saw; the server compares it with what is. */
export function decide(given: {
  event: "accept" | "block";
  tools: readonly DecidedTool[];
  actions: Pick<ToolActions, "accept" | "block">;
  reason: string;
  keep: boolean;
}) {
  const seen = given.tools.map(({ id, version, hash }) => ({ id, version, hash }));
  if (given.event === "block") return given.actions.block({ tools: seen, reason: given.reason });
  const tools = seen.map((tool) => ({ ...tool, keepCorrection: given.keep }));
  return given.actions.accept({ tools, reason: given.reason });
}

function Names({ tools }: { tools: readonly DecidedTool[] }) {
  return (
    <ul className="grid gap-0.5 text-xs">
      {tools.slice(0, NAMED).map((tool) => (
        <li key={tool.id}>
          <LiteralText text={tool.name} className="font-mono" />{" "}
          <span className="text-muted-foreground">
            of <LiteralText text={tool.server} />
          </span>
        </li>
      ))}
      {tools.length > NAMED ? <li className="text-muted-foreground">and {tools.length - NAMED} more</li> : null}
    </ul>
  );
}
