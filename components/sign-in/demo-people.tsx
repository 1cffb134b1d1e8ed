"use client";

import { ChevronRight } from "lucide-react";
import { Avatar } from "@/components/ui/avatar";
import { Callout } from "@/components/ui/callout";
import { ROLE_LABELS } from "@/lib/people/terms";
import { useSignIn } from "./use-sign-in";

export interface DemoPerson {
  id: string;
  name: string;
  title: string;
  role: keyof typeof ROLE_LABELS;
}

/** One person of the demo organisation per role: continue as whom you like. */
export function DemoPeople({ people, target }: { people: readonly DemoPerson[]; target: string }) {
  const { start, pending, failure } = useSignIn(target);
  return (
    <section aria-labelledby="demo-people" className="grid gap-3">
      <p id="demo-people" className="text-muted-foreground">
        This is the demo organisation. Continue as one of its people:
      </p>
      {failure ? (
        <Callout tone="danger" role="alert">
          {failure}
        </Callout>
      ) : null}
      <ul className="overflow-hidden rounded-lg border border-border bg-card">
        {people.map((person) => (
          <li key={person.id} className="border-border border-b last:border-b-0">
            <button
              type="button"
              disabled={pending !== null}
              aria-busy={pending === person.id || undefined}
              onClick={() => void start("demo", { personId: person.id }, person.id)}
              className="flex w-full items-center gap-3 px-3 py-2 text-left hover:bg-accent focus-visible:-outline-offset-2 disabled:opacity-60"
            >
              <Avatar name={person.name} />
              <span className="min-w-0 flex-1">
                <span className="block font-medium">
                  <span className="sr-only">Continue as </span>
                  {person.name} · {ROLE_LABELS[person.role]}
                </span>
                <span className="block truncate text-muted-foreground text-xs">{person.title}</span>
              </span>
              <ChevronRight aria-hidden className="size-4 text-muted-foreground" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
