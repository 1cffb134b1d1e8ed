import type { Route } from "next";
import Link from "next/link";
import { ScrollRegion } from "@/components/data-table/scroll-region";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { ImportSummary } from "@/lib/agents/schema";
import { ENVIRONMENT_LABELS } from "@/lib/agents/terms";
import { countsText } from "./result-words";

const CELL = "border-border border-b px-3 py-2.5 align-top";

/** Files that were imported, newest first. */
export function ImportsTable({ imports }: { imports: readonly ImportSummary[] }) {
  return (
    <ScrollRegion label="Imports" className="rounded-lg border border-border bg-card">
      <table className="w-full border-separate border-spacing-0 [&_tr:last-child>td]:border-b-0">
        <thead>
          <tr className="text-left text-muted-foreground text-xs [&>th]:h-9 [&>th]:border-border [&>th]:border-b [&>th]:bg-muted [&>th]:px-3 [&>th]:font-medium">
            <th scope="col">File</th>
            <th scope="col">Result</th>
            <th scope="col">Environment</th>
            <th scope="col">Imported by</th>
            <th scope="col">When</th>
          </tr>
        </thead>
        <tbody>
          {imports.map((one) => (
            <tr key={one.id} className="hover:bg-accent/60">
              <td className={`${CELL} min-w-44`}>
                <Link href={`/imports/${one.id}` as Route} className="font-medium underline-offset-3 hover:underline">
                  <LiteralText text={one.fileName} />
                </Link>
              </td>
              <td className={`${CELL} min-w-40`}>{countsText(one.counts)}</td>
              <td className={CELL}>{ENVIRONMENT_LABELS[one.environment]}</td>
              <td className={`${CELL} whitespace-nowrap`}>{one.createdBy?.name ?? "The product itself"}</td>
              <td className={`${CELL} whitespace-nowrap text-muted-foreground`}>
                <Time at={one.createdAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
