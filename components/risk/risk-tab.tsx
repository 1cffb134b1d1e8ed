import type { Route } from "next";
import Link from "next/link";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Time } from "@/components/ui/time";
import type { RiskView } from "@/lib/agents/terms";
import { Levers } from "./levers";
import { QuarantineCard } from "./quarantine-card";
import { StandingCard } from "./standing-card";
import { SumTable } from "./sum-table";
import { TierHistory } from "./tier-history";
import { TierScale } from "./tier-scale";
import type { TierActions } from "./types";

/** Everything about one agent's tier: its sum, what stands and who said so, what would change it, what was. */
export function RiskTab({ risk, actions }: { risk: RiskView; actions: TierActions }) {
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="grid min-w-0 gap-4">
        <SumCard risk={risk} />
        {risk.quarantine ? <QuarantineCard risk={risk} effect={risk.quarantine} /> : null}
        <TierHistory risk={risk} />
      </div>
      <div className="grid gap-4 max-lg:order-first">
        <StandingCard risk={risk} actions={actions} />
        <Levers levers={risk.levers} />
      </div>
    </div>
  );
}

function SumCard({ risk }: { risk: RiskView }) {
  const { computed } = risk;
  return (
    <Card aria-labelledby="sum">
      <CardHeader
        id="sum"
        title="What is computed"
        description={
          computed ? (
            <>
              From the facts of this record, <Time at={risk.classifiedAt} />.
            </>
          ) : (
            "Nothing yet: it will be within a minute."
          )
        }
        actions={
          <Link href={"/risk" as Route} className="text-link underline-offset-3 hover:underline">
            How it is computed
          </Link>
        }
      />
      {computed ? (
        <>
          <CardContent className="border-border border-b">
            <TierScale score={computed.score} />
          </CardContent>
          <SumTable sum={computed} caption="The sum of its risk" />
        </>
      ) : null}
    </Card>
  );
}
