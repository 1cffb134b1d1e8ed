import type { Route } from "next";
import Link from "next/link";
import { PROOF_LABELS } from "@/lib/compliance/terms";
import type { AnswerView } from "@/lib/compliance/views";
import { StateBadge } from "./state-badge";

/** What each query of a control answers now, with its threshold and its rows. */
export function Answers({ answers }: { answers: readonly AnswerView[] }) {
  if (answers.length === 0) {
    return (
      <p className="px-4 py-3 text-muted-foreground">
        No query of this console answers this control. What it does not cover says why.
      </p>
    );
  }
  return (
    <ul aria-label="Evidence" className="divide-y divide-border">
      {answers.map((answer) => (
        <li key={answer.query} className="grid gap-x-6 gap-y-1 px-4 py-3 sm:grid-cols-[minmax(0,1fr)_auto]">
          <div className="min-w-0">
            <p className="font-medium">{answer.title}</p>
            <p>{answer.sentence}</p>
            <p className="text-muted-foreground text-xs">
              {PROOF_LABELS[answer.proves]} · {answer.threshold}
            </p>
          </div>
          <div className="flex flex-wrap items-center gap-3 sm:flex-col sm:items-end sm:gap-1.5">
            <StateBadge state={answer.state} />
            <Link href={answer.href as Route} className="text-link text-xs underline-offset-3 hover:underline">
              {rowsText(answer)}
              <span className="sr-only"> of “{answer.title}”</span>
            </Link>
          </div>
        </li>
      ))}
    </ul>
  );
}

function rowsText({ found }: AnswerView): string {
  if (found === 0) return "How it is asked";
  return found === 1 ? "See the row" : `See the ${found.toLocaleString("en")} rows`;
}
