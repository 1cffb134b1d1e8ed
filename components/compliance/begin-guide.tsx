"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useId } from "react";
import { Refused } from "@/components/agents/refused";
import { useAction } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { BeginGuideInput } from "@/lib/compliance/schema";
import type { Ability } from "@/lib/compliance/views";
import { type ActionState, issueOf } from "@/lib/http/action-state";

export interface BeginGuideProps {
  /** The day of the first event, "2026-11-20". */
  suggested: string;
  ability: Ability;
  begin: (input: BeginGuideInput) => Promise<ActionState<unknown>>;
}

/** Says on which day the ninety days begin, once. */
export function BeginGuide({ suggested, ability, begin }: BeginGuideProps) {
  const router = useRouter();
  const form = useId();
  const { run, busy, failure } = useAction();

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const beginsOn = String(new FormData(event.currentTarget).get("beginsOn"));
    run(
      () => begin({ beginsOn }),
      "The ninety days are counted",
      () => router.refresh(),
    );
  }

  if (!ability.allowed) {
    return (
      <Callout tone="info" title="The guide has not begun" className="mb-4">
        Steps are seen all the same; their days are counted from the beginning. {ability.reason}
      </Callout>
    );
  }
  return (
    <Callout tone="info" title="From which day on do the ninety days count?" className="mb-4">
      <form id={form} onSubmit={submit} className="mt-2 grid max-w-md gap-3">
        <Field
          label="First day"
          hint="Suggested: the day of the first event of this console. It cannot be changed afterwards."
          error={issueOf(failure, "beginsOn")}
        >
          <Input type="date" name="beginsOn" defaultValue={suggested} required />
        </Field>
        <div>
          <Button type="submit" busy={busy}>
            Begin the guide
          </Button>
        </div>
        {failure && failure.issues.length === 0 ? <Refused failure={failure} /> : null}
      </form>
    </Callout>
  );
}
