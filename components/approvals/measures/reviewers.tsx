import { TriangleAlert } from "lucide-react";
import Link from "next/link";
import { Cell, PlainTable } from "@/components/data-table/plain-table";
import { LiteralText } from "@/components/ui/literal-text";
import type { MeasuresSearch } from "@/lib/approvals/measures/schema";
import type { Load, Signal } from "@/lib/approvals/measures/views";
import { shareOf } from "@/lib/approvals/rules";
import { rowsHref } from "./hrefs";
import { durationText, shareText } from "./words";

/** How much each person decided, and how. */
export function LoadTable({ search, load }: { search: MeasuresSearch; load: readonly Load[] }) {
  return (
    <PlainTable
      label="Load of each reviewer"
      minWidth="min-w-128"
      head={[
        "Reviewer",
        { label: "Decided", figure: true },
        "Share of all",
        { label: "Looked, median", figure: true },
        { label: "Under 5 s", figure: true },
        { label: "Approved", figure: true },
      ]}
    >
      {load.map(({ person, votes, approvals, quick, medianDwellMillis, share }) => (
        <tr key={person.id}>
          <Cell row className="whitespace-nowrap font-medium">
            <LiteralText text={person.name} />
          </Cell>
          <Cell figure>
            <Link
              href={rowsHref(search, { reviewerId: person.id })}
              prefetch={false}
              className="text-link hover:underline"
            >
              {votes.toLocaleString("en")}
            </Link>
          </Cell>
          <Cell>
            <Bar share={share} />
          </Cell>
          <Cell figure>{durationText(medianDwellMillis / 1_000)}</Cell>
          <Cell figure>{shareText(shareOf(quick, votes))}</Cell>
          <Cell figure>{shareText(shareOf(approvals, votes))}</Cell>
        </tr>
      ))}
    </PlainTable>
  );
}

function Bar({ share }: { share: number }) {
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden className="h-1.5 w-24 overflow-hidden rounded-full bg-muted">
        <span className="block h-full rounded-full bg-primary" style={{ width: `${share * 100}%` }} />
      </span>
      <span className="whitespace-nowrap text-xs tabular-nums">{shareText(share)}</span>
    </span>
  );
}

/** Sentences about people who may have stopped looking, each with the rule that said so. */
export function Signals({ signals }: { signals: readonly Signal[] }) {
  return (
    <ul className="divide-y divide-border">
      {signals.map(({ person, kind, sentence, rule }) => (
        <li key={`${person.id} ${kind}`} className="flex gap-2.5 px-4 py-3">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
          <p className="min-w-0">
            <LiteralText text={person.name} className="font-medium" /> {sentence}.
            <span className="block text-muted-foreground text-xs">Rule: {rule}</span>
          </p>
        </li>
      ))}
    </ul>
  );
}
