import { Cell, PlainTable } from "@/components/data-table/plain-table";
import { Card, CardHeader } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import { TierBadge } from "@/components/ui/tier-badge";
import { Time } from "@/components/ui/time";
import type { ExceptionNeed } from "@/lib/campaigns/closing/views";
import { AgentLink } from "./what-stops";

/** What stays as it is, who signed for it, and until when. */
export function SignedExceptions({ needs }: { needs: readonly ExceptionNeed[] }) {
  const signed = needs.flatMap((need) => (need.signed ? [{ ...need, signed: need.signed }] : []));
  if (signed.length === 0) return null;
  return (
    <Card>
      <CardHeader title="Exceptions" description="Signed with a passkey; each ends by itself." />
      <PlainTable label="Exceptions" head={["What stays", "Tier", "Why, and what stands in for it", "Signed", "Until"]}>
        {signed.map((need) => (
          <tr key={need.number}>
            <Cell row className="min-w-52">
              <AgentLink id={need.agentId} name={need.agentName} />
              <span className="block text-muted-foreground text-xs">
                <LiteralText text={need.sentence} />
              </span>
            </Cell>
            <Cell>
              <TierBadge tier={need.tier} />
            </Cell>
            <Cell className="min-w-52">
              <LiteralText text={need.signed.reason} multiline />
              {need.signed.controls ? (
                <span className="block text-muted-foreground text-xs">
                  <LiteralText text={need.signed.controls} multiline />
                </span>
              ) : null}
            </Cell>
            <Cell className="whitespace-nowrap">
              {need.signed.by?.name ?? "Somebody"}
              <span className="block text-muted-foreground text-xs">
                <Time at={need.signed.at} />
              </span>
            </Cell>
            <Cell>
              <Time at={need.signed.until} format="exact" />
            </Cell>
          </tr>
        ))}
      </PlainTable>
    </Card>
  );
}
