"use client";

import { Check, Download, ShieldCheck, X } from "lucide-react";
import { useState } from "react";
import { cn } from "@/components/cn";
import { Button, buttonVariants } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import { type CheckedStep, checkProof, type Proof, type WitnessLine, witnessesIn } from "./check-proof";

type State =
  | { at: "idle" }
  | { at: "busy" }
  | { at: "failed"; why: string }
  | { at: "done"; steps: CheckedStep[]; witnesses: WitnessLine[] };

/** The event's proof: to check on the spot, and to take away for a verifier that trusts no console. */
export function ProofPanel({ eventId, seq }: { eventId: string; seq: number | null }) {
  const [state, setState] = useState<State>({ at: "idle" });
  const address = `/api/audit/${eventId}/proof`;

  async function check(): Promise<void> {
    setState({ at: "busy" });
    try {
      const response = await fetch(address);
      const answer: unknown = await response.json();
      if (!response.ok)
        return setState({ at: "failed", why: (answer as { detail?: string }).detail ?? response.statusText });
      const proof = answer as Proof;
      setState({ at: "done", steps: await checkProof(proof), witnesses: witnessesIn(proof) });
    } catch (error) {
      setState({ at: "failed", why: error instanceof Error ? error.message : "The check could not be made." });
    }
  }

  return (
    <section aria-label="Proof" className="rounded-lg border border-border p-3">
      <h3 className="flex items-center gap-2 font-medium">
        <ShieldCheck aria-hidden className={cn("size-4", seq === null ? "text-muted-foreground" : "text-success")} />
        {seq === null
          ? "Recorded; it gets its number within a second"
          : `Leaf ${seq.toLocaleString("en")} of the signed tree`}
      </h3>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button variant="outline" size="sm" busy={state.at === "busy"} onClick={check}>
          Check it in this browser
        </Button>
        <a href={address} download className={buttonVariants({ variant: "outline", size: "sm" })}>
          <Download aria-hidden /> Download the proof
        </a>
      </div>
      <div aria-live="polite" className="mt-3 empty:hidden">
        {state.at === "failed" ? <Callout tone="warning">{state.why}</Callout> : null}
        {state.at === "done" ? <Steps steps={state.steps} /> : null}
        {state.at === "done" && state.witnesses.length ? <Witnesses witnesses={state.witnesses} /> : null}
      </div>
      <p className="mt-3 text-muted-foreground text-xs">
        To trust no console, verify the file with a key you got elsewhere:{" "}
        <code className="font-mono">npm run -s countersign -- verify FILE --key KEY</code>
      </p>
    </section>
  );
}

function Steps({ steps }: { steps: readonly CheckedStep[] }) {
  return (
    <ul className="grid gap-1.5">
      {steps.map((step) => (
        <li key={step.title} className="flex items-start gap-2">
          <span className={cn("mt-0.5", step.passed ? "text-success" : "text-danger")}>
            {step.passed ? <Check aria-hidden className="size-4" /> : <X aria-hidden className="size-4" />}
            <span className="sr-only">{step.passed ? "Passed: " : "Failed: "}</span>
          </span>
          <span>
            {step.title} <span className="text-muted-foreground text-xs">{step.said}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Who else signed the checkpoint. Their keys are not the console's to vouch for. */
function Witnesses({ witnesses }: { witnesses: readonly WitnessLine[] }) {
  return (
    <div className="mt-3">
      <p className="font-medium text-sm">The checkpoint also carries the signatures of witnesses</p>
      <ul className="mt-1 grid gap-1 text-sm">
        {witnesses.map(({ name, at }) => (
          <li key={name}>
            <LiteralText text={name} className="font-mono text-xs" />{" "}
            <span className="text-muted-foreground">
              <Time at={at} />
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-1 text-muted-foreground text-xs">
        The verifier checks them against the witnesses' own keys, which you get from the witnesses.
      </p>
    </div>
  );
}
