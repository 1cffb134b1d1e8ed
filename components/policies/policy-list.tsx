import { Plus, ScrollText } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { ScrollRegion } from "@/components/data-table/scroll-region";
import { Badge } from "@/components/ui/badge";
import { buttonVariants } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { PolicySummary } from "@/lib/policy/schema";
import { VersionStateBadge } from "./version-state";

const cell = "border-border border-b px-3 py-2 text-left align-top first:pl-4 last:pr-4";

/** The organisation's own policies: what is in force, what is being written or waits, and how often each decided. */
export function PolicyList({ policies, mayWrite }: { policies: readonly PolicySummary[]; mayWrite: boolean }) {
  if (policies.length === 0) return <None mayWrite={mayWrite} />;
  return (
    <ScrollRegion label="Policies of the organisation" className="relative rounded-lg border border-border bg-card">
      <table aria-label="Policies of the organisation" className="w-full min-w-160 border-separate border-spacing-0">
        <thead className="text-muted-foreground text-xs">
          <tr>
            <th scope="col" className={`${cell} font-normal`}>
              Policy
            </th>
            <th scope="col" className={`${cell} font-normal`}>
              In force
            </th>
            <th scope="col" className={`${cell} font-normal`}>
              Open
            </th>
            <th scope="col" className={`${cell} text-right font-normal`}>
              Decided, 30 days
            </th>
          </tr>
        </thead>
        <tbody className="[&_tr:last-child>td]:border-b-0">
          {policies.map((policy) => (
            <Row key={policy.id} policy={policy} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function Row({ policy }: { policy: PolicySummary }) {
  const { id, name, description, published, publishedAt, open, retired, rules, decided } = policy;
  return (
    <tr className="hover:bg-accent">
      <td className={`${cell} w-full`}>
        <Link href={`/policies/${id}` as Route} className="font-medium underline-offset-3 hover:underline">
          <LiteralText text={name} />
        </Link>
        {description ? (
          <p className="max-w-prose text-muted-foreground text-xs">
            <LiteralText text={description} />
          </p>
        ) : null}
      </td>
      <td className={`${cell} whitespace-nowrap`}>
        {published === null ? (
          <span className="text-muted-foreground">{retired ? "Retired" : "Not yet"}</span>
        ) : (
          <>
            Version {published}{" "}
            <span className="text-muted-foreground">· {rules === 1 ? "1 rule" : `${rules} rules`}</span>
            <span className="block text-muted-foreground text-xs">
              <Time at={publishedAt} />
            </span>
          </>
        )}
      </td>
      <td className={`${cell} whitespace-nowrap`}>
        {open ? (
          <span className="inline-flex flex-wrap gap-1">
            <VersionStateBadge state={open.state} />
            {open.kind === "retirement" ? <Badge tone="outline">to retire it</Badge> : null}
          </span>
        ) : (
          <span className="text-muted-foreground">
            <span aria-hidden>—</span>
            <span className="sr-only">nothing</span>
          </span>
        )}
      </td>
      <td className={`${cell} text-right`}>{decided.toLocaleString("en")}</td>
    </tr>
  );
}

function None({ mayWrite }: { mayWrite: boolean }) {
  return (
    <div className="rounded-lg border border-border bg-card">
      <EmptyState
        level={3}
        icon={<ScrollText />}
        title="No policies of your own yet"
        description="What ships with the product decides until then. Write down what is special here: hours, amounts, recipients, who looks at what."
        actions={
          mayWrite ? (
            <Link href={"/policies/new" as Route} className={buttonVariants({ variant: "default" })}>
              <Plus aria-hidden />
              Write a policy
            </Link>
          ) : null
        }
      />
    </div>
  );
}
