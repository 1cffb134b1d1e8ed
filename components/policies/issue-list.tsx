"use client";

import { CircleAlert, CircleCheck, LoaderCircle, TriangleAlert } from "lucide-react";
import type { CheckedState } from "./use-checked";

export interface IssueListProps {
  state: CheckedState;
  goTo: (line: number) => void;
}

/** What is wrong, line by line; each leads there. Said aloud when it changes, but not at every keystroke. */
export function IssueList({ state: { checked, pending, failure }, goTo }: IssueListProps) {
  const issues = checked?.issues ?? [];
  return (
    <div role="status" aria-label="Validation" className="grid gap-1.5">
      <p className="flex items-center gap-1.5 text-muted-foreground">
        <Standing pending={pending} failure={failure} count={issues.length} rules={checked?.rules ?? 0} />
      </p>
      {issues.length ? (
        <ul className="grid gap-1">
          {issues.map(({ severity, line, message }) => (
            <li key={`${line} ${message}`} className="flex items-start gap-1.5">
              {severity === "error" ? (
                <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
              ) : (
                <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
              )}
              <span className="min-w-0 [overflow-wrap:anywhere]">
                {line === null ? null : (
                  <button
                    type="button"
                    onClick={() => goTo(line)}
                    className="mr-1 min-h-6 text-link underline underline-offset-2"
                  >
                    Line {line}
                  </button>
                )}
                <span className="sr-only">{severity}: </span>
                {message}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function Standing({
  pending,
  failure,
  count,
  rules,
}: {
  pending: boolean;
  failure: string | null;
  count: number;
  rules: number;
}) {
  if (failure) {
    return (
      <>
        <CircleAlert aria-hidden className="size-4 shrink-0 text-danger" />
        It could not be checked: {failure}
      </>
    );
  }
  if (pending) {
    return (
      <>
        <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin" />
        Checking…
      </>
    );
  }
  if (count) return null;
  return (
    <>
      <CircleCheck aria-hidden className="size-4 shrink-0 text-success" />
      Valid: {rules === 1 ? "1 rule" : `${rules} rules`}
    </>
  );
}
