import { TriangleAlert } from "lucide-react";
import Link from "next/link";
import { ScrollRegion } from "@/components/data-table/scroll-region";
import { LiteralText } from "@/components/ui/literal-text";
import type { MeasuresSearch } from "@/lib/approvals/measures/schema";
import type { Load, Signal } from "@/lib/approvals/measures/views";
import { shareOf } from "@/lib/approvals/rules";
import { rowsHref } from "./hrefs";
import { durationText, shareText } from "./words";

const HEAD = "h-9 whitespace-nowrap border-border border-b bg-muted px-4 font-medium";
const CELL = "border-border border-b px-4 py-2 text-right tabular-nums";

/** How much each person decided, and how. */
export function LoadTable({ search, load }: { search: MeasuresSearch; load: readonly Load[] }) {
  return (
    <ScrollRegion label="Load of each reviewer">
      <table className="w-full min-w-128 border-separate border-spacing-0 [&_tr:last-child>*]:border-b-0">
        <thead>
          <tr className="text-muted-foreground text-xs">
            <th scope="col" className={`${HEAD} text-left`}>
              Reviewer
            </th>
            <th scope="col" className={`${HEAD} text-right`}>
              Decided
            </th>
            <th scope="col" className={`${HEAD} text-left`}>
              Share of all
            </th>
            <th scope="col" className={`${HEAD} text-right`}>
              Looked, median
            </th>
            <th scope="col" className={`${HEAD} text-right`}>
              Under 5 s
            </th>
            <th scope="col" className={`${HEAD} text-right`}>
              Approved
            </th>
          </tr>
        </thead>
        <tbody>
          {load.map(({ person, votes, approvals, quick, medianDwellMillis, share }) => (
            <tr key={person.id}>
              <th scope="row" className="whitespace-nowrap border-border border-b px-4 py-2 text-left font-medium">
                <LiteralText text={person.name} />
              </th>
              <td className={CELL}>
                <Link
                  href={rowsHref(search, { reviewerId: person.id })}
                  prefetch={false}
                  className="text-link hover:underline"
                >
                  {votes.toLocaleString("en")}
                </Link>
              </td>
              <td className="border-border border-b px-4 py-2">
                <Bar share={share} />
              </td>
              <td className={CELL}>{durationText(medianDwellMillis / 1_000)}</td>
              <td className={CELL}>{shareText(shareOf(quick, votes))}</td>
              <td className={CELL}>{shareText(shareOf(approvals, votes))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
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
