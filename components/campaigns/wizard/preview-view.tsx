import { ScrollRegion } from "@/components/data-table/scroll-region";
import { Callout } from "@/components/ui/callout";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { CampaignRules } from "@/lib/campaigns/terms";
import type { LaunchPreview } from "@/lib/campaigns/views";
import { TIERS } from "@/lib/risk/terms";
import { count, listed, silenceWords } from "./words";

const SHOWN = 200;
const HEAD = "sticky top-0 whitespace-nowrap border-border border-b bg-muted px-3 py-1.5 font-medium";
const CELL = "border-border border-b px-3 py-1.5 text-right tabular-nums";

/** What a launch would do: items, reviewers, who cannot be asked, dates, and what silence leads to (C1). Nothing was written for it. */
export function PreviewView({ preview, rules }: { preview: LaunchPreview; rules: CampaignRules }) {
  const { items, agents, reviewers } = preview;
  return (
    <div className="grid gap-4">
      {preview.problems.length ? (
        <Callout tone="danger" role="alert" title="It cannot be launched like this">
          <ul className="grid gap-1">
            {preview.problems.map((problem) => (
              <li key={problem}>
                <LiteralText text={problem} />
              </li>
            ))}
          </ul>
        </Callout>
      ) : null}
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        <Sum label="Items" value={items} note={`on ${count(agents, "agent")}`} />
        <Sum label="Reviewers" value={reviewers.length} note={busiest(preview)} />
        <Sum
          label="Without a reviewer"
          value={preview.withoutReviewer}
          note={preview.withoutReviewer ? "A task is made for each" : "Everybody is found"}
          alarming={preview.withoutReviewer > 0}
        />
        <Sum
          label="Asked of somebody else"
          value={preview.barred}
          note="The first in line may not judge what is theirs"
        />
      </dl>
      <Notes preview={preview} />
      <section aria-labelledby="dates" className="grid gap-1.5">
        <h3 id="dates" className="font-semibold">
          When
        </h3>
        <ol className="grid gap-1">
          {preview.stages.map((stage) => (
            <li key={stage.number} className="flex flex-wrap justify-between gap-x-4">
              <span>
                <LiteralText text={stage.label} />
              </span>
              <span className="text-muted-foreground">
                until <Time at={stage.endsAt} format="exact" />
              </span>
            </li>
          ))}
        </ol>
      </section>
      <section aria-labelledby="silence" className="grid gap-1.5">
        <h3 id="silence" className="font-semibold">
          When nobody answers
        </h3>
        <ul className="grid gap-1">
          {[...TIERS]
            .reverse()
            .filter((tier) => preview.byTier[tier] > 0)
            .map((tier) => (
              <li key={tier}>{silenceWords(tier, rules)}</li>
            ))}
        </ul>
      </section>
      <Reviewers reviewers={reviewers} />
    </div>
  );
}

function Notes({ preview: { emptyGroups, excluded, fallback } }: { preview: LaunchPreview }) {
  return (
    <>
      {emptyGroups.length ? (
        <Callout tone="warning" title="Reviewer groups without a member who may decide">
          {listed(emptyGroups)}: their items go to{" "}
          {fallback ? <LiteralText text={fallback.name} /> : "whoever gets what nobody else can judge"} instead.
        </Callout>
      ) : null}
      {excluded > 0 ? (
        <Callout>
          {count(excluded, "item")} {excluded === 1 ? "is" : "are"} left out by exclusions, and listed as such in every
          report.
        </Callout>
      ) : null}
    </>
  );
}

function busiest({ reviewers }: LaunchPreview): string {
  const most = Math.max(0, ...reviewers.map(({ items }) => items));
  return most ? `at most ${count(most, "item")} each` : "Nobody is asked";
}

function Sum({ label, value, note, alarming }: { label: string; value: number; note: string; alarming?: boolean }) {
  return (
    <div className="rounded-lg border border-border bg-card px-3 py-2.5">
      <dt className="text-muted-foreground text-xs">{label}</dt>
      <dd>
        <span
          className={
            alarming ? "font-semibold text-lg text-warning tabular-nums" : "font-semibold text-lg tabular-nums"
          }
        >
          {value.toLocaleString("en")}
        </span>
        <span className="block text-muted-foreground text-xs">{note}</span>
      </dd>
    </div>
  );
}

function Reviewers({ reviewers }: Pick<LaunchPreview, "reviewers">) {
  if (reviewers.length === 0) return null;
  const sorted = [...reviewers].sort((a, b) => b.items - a.items).slice(0, SHOWN);
  return (
    <section aria-labelledby="reviewers" className="grid gap-1.5">
      <h3 id="reviewers" className="font-semibold">
        Who is asked first{" "}
        {reviewers.length > SHOWN ? (
          <span className="font-normal text-muted-foreground">the {SHOWN} with the most items</span>
        ) : null}
      </h3>
      <ScrollRegion label="Reviewers and their items" className="max-h-72 rounded-lg border border-border bg-card">
        <table className="w-full border-separate border-spacing-0 text-sm [&_tr:last-child>*]:border-b-0">
          <thead>
            <tr className="text-muted-foreground text-xs">
              <th scope="col" className={`${HEAD} text-left`}>
                Reviewer
              </th>
              <th scope="col" className={`${HEAD} text-right`}>
                Items
              </th>
              <th scope="col" className={`${HEAD} text-right`}>
                High and critical
              </th>
            </tr>
          </thead>
          <tbody>
            {sorted.map(({ seat, items, high }) => (
              <tr key={seat.seat}>
                <th scope="row" className="border-border border-b px-3 py-1.5 text-left font-normal">
                  <LiteralText text={seat.label} />
                </th>
                <td className={CELL}>{items.toLocaleString("en")}</td>
                <td className={CELL}>{high.toLocaleString("en")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  );
}
