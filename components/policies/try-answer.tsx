import { ArrowRight } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { Different } from "@/components/decisions/different";
import { Sentence } from "@/components/decisions/named";
import { Origins } from "@/components/decisions/origins";
import { OutcomeBadge } from "@/components/decisions/outcome-badge";
import { buttonVariants } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import type { DecisionExplanation } from "@/lib/policy/schema";

/** What a tried call is answered, and why: sentences, what would have had to be different, where each value came from. */
export function TryAnswer({ decision }: { decision: DecisionExplanation }) {
  const [first, ...rest] = decision.sentences;
  return (
    <>
      <Card aria-labelledby="answer">
        <CardHeader
          id="answer"
          title={
            <span className="inline-flex flex-wrap items-center gap-2">
              The answer <OutcomeBadge outcome={decision.outcome} />
            </span>
          }
          actions={
            <Link
              href={`/decisions/${decision.id}` as Route}
              className={buttonVariants({ variant: "outline", size: "sm" })}
            >
              The whole why
              <ArrowRight aria-hidden />
            </Link>
          }
        />
        <CardContent className="grid gap-2.5">
          <p className="text-base">{first ? <Sentence parts={first} /> : null}</p>
          {rest.map((parts, position) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: sentences of one fixed answer
            <p key={position} className="text-muted-foreground">
              <Sentence parts={parts} />
            </p>
          ))}
          {decision.warnings.map((warning) => (
            <LiteralText key={warning} text={warning} className="text-warning" />
          ))}
        </CardContent>
      </Card>
      {decision.nearMisses.length ? (
        <Card aria-labelledby="different">
          <CardHeader id="different" title="What would have had to be different" />
          <CardContent>
            <Different misses={decision.nearMisses} />
          </CardContent>
        </Card>
      ) : null}
      <Card aria-labelledby="origins">
        <CardHeader id="origins" title="Where each value came from" />
        <CardContent className="grid gap-3">
          {decision.signs.map((sign) => (
            <LiteralText key={sign} text={sign} className="text-sm text-warning" />
          ))}
          <Origins decision={decision} />
        </CardContent>
      </Card>
    </>
  );
}
