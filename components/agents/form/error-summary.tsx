"use client";

import { useEffect, useRef } from "react";
import { Callout } from "@/components/ui/callout";
import type { ActionFailure } from "@/lib/http/action-state";
import { focusField } from "./form-field";

/** What was refused, first as a whole and then field by field; takes the focus, so that it is read at once. */
export function ErrorSummary({
  failure,
  labels,
}: {
  failure: ActionFailure;
  labels: Readonly<Record<string, string>>;
}) {
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new failure is to be read, also the same one again
  useEffect(() => box.current?.focus(), [failure]);
  return (
    <div ref={box} tabIndex={-1} className="rounded-md">
      <Callout tone="danger" role="alert" title={failure.message}>
        {failure.issues.length > 0 ? (
          <ul className="list-inside list-disc">
            {failure.issues.map((issue) => (
              <li key={issue.path + issue.message}>
                <button
                  type="button"
                  className="inline-flex min-h-6 items-center text-link underline"
                  onClick={() => focusField(fieldOf(issue.path))}
                >
                  {labels[fieldOf(issue.path)] ?? "The form"}
                </button>
                : {issue.message}
              </li>
            ))}
          </ul>
        ) : null}
        <p className="text-muted-foreground text-xs">Nothing was saved. Request {failure.requestId}</p>
      </Callout>
    </div>
  );
}

/** "changes.purpose" and "systems.3" are both about one field of the form. */
export function fieldOf(path: string): string {
  const [first = "", second] = path.split(".");
  const name = first === "changes" && second ? second : first;
  return { ownerId: "owner", sponsorId: "sponsor" }[name] ?? name;
}
