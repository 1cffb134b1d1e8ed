import type { Metadata, Route } from "next";
import Link from "next/link";
import { postureHref } from "@/components/posture/hrefs";
import { PostureRows } from "@/components/posture/rows-table";
import { buttonVariants } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LiteralText } from "@/components/ui/literal-text";
import { PageHeader } from "@/components/ui/page-header";
import { requireContext } from "@/lib/auth";
import { listPostureRows, MEASURES } from "@/lib/posture";
import { restsOn, valueText } from "@/lib/posture/present";
import { refused } from "../refused";
import { oneOf, teamOf } from "../search-params";

const labelOf = (id: string) => MEASURES.find((measure) => measure.id === id)?.label;

export async function generateMetadata({ params }: PageProps<"/posture/[measure]">): Promise<Metadata> {
  return { title: labelOf((await params).measure) ?? "Posture" };
}

/** The rows from which one number of the posture was counted. */
export default async function PostureRowsPage({ params, searchParams }: PageProps<"/posture/[measure]">) {
  const ctx = await requireContext();
  const given = await searchParams;
  const id = (await params).measure;
  const cursor = oneOf(given, "after");
  // An address that names no measure is refused by the verb like any other input.
  const asked = { measure: id as "coverage", teamId: teamOf(given), cursor };
  const page = await listPostureRows(ctx, asked).catch(refused);
  if ("refusal" in page) return page.refusal;
  const { measure, team, rows, next, work, when } = page;
  const first = measure.href as Route;
  const found = `${measure.found.toLocaleString("en")} ${measure.found === 1 ? measure.rows.one : measure.rows.many}`;
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Posture", href: postureHref(team?.id ?? null) }, { label: measure.label }]}
        title={`${measure.label}: ${valueText(measure.unit, measure.value)}`}
        description={
          <>
            {measure.means} {team ? <LiteralText text={`Of the team ${team.name}.`} /> : null}{" "}
            {measure.unit !== "share"
              ? `Listed: ${found}.`
              : `${restsOn(measure)}${measure.found ? ": listed are those that do." : "."}`}
          </>
        }
        actions={
          <Link href={work.href as Route} className={buttonVariants({ variant: "outline" })}>
            {work.label}
          </Link>
        }
      />
      {rows.length ? (
        <PostureRows rows={rows} label={`${measure.label}: the rows`} when={when} />
      ) : (
        <EmptyState title="Nothing is counted here" description="No row stands behind this number at this moment." />
      )}
      {cursor || next ? (
        <nav aria-label="Pages of rows" className="mt-4 flex justify-between gap-2 print:hidden">
          {cursor ? (
            <Link href={first} className={buttonVariants({ variant: "outline" })}>
              First
            </Link>
          ) : (
            <span />
          )}
          {next ? (
            <Link
              href={`${first}${first.includes("?") ? "&" : "?"}after=${next}` as Route}
              className={buttonVariants({ variant: "outline" })}
            >
              Next
            </Link>
          ) : null}
        </nav>
      ) : null}
    </>
  );
}
