import { ScrollText } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { storyHref } from "@/components/audit/hrefs";
import { ProofPanel } from "@/components/audit/proof-panel";
import { Certified } from "@/components/campaigns/agent/certified";
import { Chain } from "@/components/decisions/chain";
import { Different } from "@/components/decisions/different";
import { Sentence } from "@/components/decisions/named";
import { Origins } from "@/components/decisions/origins";
import { OutcomeBadge } from "@/components/decisions/outcome-badge";
import { DecisionPath } from "@/components/decisions/path";
import { Badge } from "@/components/ui/badge";
import { buttonVariants } from "@/components/ui/button";
import { Card, CardContent, CardHeader, FactList } from "@/components/ui/card";
import { CopyId } from "@/components/ui/copy-id";
import { LiteralText } from "@/components/ui/literal-text";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { canSomewhere } from "@/lib/access";
import { getEvent } from "@/lib/audit";
import { requireContext } from "@/lib/auth";
import type { Context } from "@/lib/context";
import { isCountersignError } from "@/lib/errors";
import { explainDecision } from "@/lib/policy";
import type { DecisionExplanation } from "@/lib/policy/schema";
import { ACTION_LABELS } from "@/lib/policy/terms";
import { orNotFound } from "../../guards";
import { stopsOf } from "./path";

export const metadata: Metadata = { title: "Why" };

/** Which exact permission allowed this action, or what it lacked: one page (Z6). */
export default async function WhyPage({ params }: PageProps<"/decisions/[id]">) {
  const ctx = await requireContext();
  const decision = await orNotFound(explainDecision(ctx, (await params).id));
  const [first, ...rest] = decision.sentences;
  const [stops, proof] = await Promise.all([stopsOf(ctx, decision), proofOf(ctx, decision)]);
  const certified = new Map(
    stops.grants.map(({ id }) => [id, <Certified key={id} certification={stops.certifications.get(id)} />] as const),
  );
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Decisions", href: "/decisions" }, { label: decision.id }]}
        title={<LiteralText text={decision.tool || "Unknown tool"} />}
        badges={
          <>
            <OutcomeBadge outcome={decision.outcome} />
            {decision.isTry ? <Badge tone="outline">Try at the test bench: nothing ran on it</Badge> : null}
          </>
        }
        description={<Time at={decision.at} format="exact" />}
        actions={
          <Link href={storyHref(decision.correlationId)} className={buttonVariants({ variant: "outline" })}>
            <ScrollText aria-hidden />
            The whole story
          </Link>
        }
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="grid min-w-0 gap-4">
          <Card>
            <CardHeader title="Why" />
            <CardContent className="grid gap-2.5">
              <p className="text-base">{first ? <Sentence parts={first} /> : null}</p>
              {rest.map((parts, position) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: sentences of one fixed answer
                <p key={position} className="text-muted-foreground">
                  <Sentence parts={parts} />
                </p>
              ))}
            </CardContent>
          </Card>
          <DecisionPath decision={decision} stops={stops} proof={proof} />
          {decision.nearMisses.length ? (
            <Card>
              <CardHeader title="What would have had to be different" />
              <CardContent>
                <Different misses={decision.nearMisses} />
              </CardContent>
            </Card>
          ) : null}
          <Card>
            <CardHeader
              title="What was asked"
              description="Each value, literally, and where it came from. Secrets were masked before anything was kept."
            />
            <CardContent className="grid gap-4">
              {decision.kept ? (
                <>
                  <Asked decision={decision} />
                  <Origins decision={decision} />
                </>
              ) : (
                <p className="text-muted-foreground">
                  No longer kept: the time that such records are kept is over. The event and its proof stay, with the
                  digest of the whole call.
                </p>
              )}
            </CardContent>
          </Card>
        </div>
        <div className="grid min-w-0 gap-4">
          <Card>
            <CardHeader title="From the call back to the people" />
            <CardContent>
              <Chain links={decision.chain} certified={certified} />
            </CardContent>
          </Card>
          <Card>
            <CardHeader title="On record" />
            <CardContent>
              <FactList facts={recordOf(decision)} />
            </CardContent>
          </Card>
        </div>
      </div>
    </>
  );
}

/** The event that proves it, for who may read the log. */
async function proofOf(ctx: Context, { eventId }: DecisionExplanation) {
  if (!canSomewhere(ctx.actor, "audit.read")) return NOT_YOURS;
  try {
    const { id, seq } = await getEvent(ctx, eventId);
    return <ProofPanel eventId={id} seq={seq} />;
  } catch (error) {
    if (isCountersignError(error) && error.code === "not_found") return NOT_YOURS;
    throw error;
  }
}

const NOT_YOURS = (
  <p className="text-muted-foreground">
    Recorded and provable; the log is open to who answers for the agent, to compliance, to auditors and to the CISO.
  </p>
);

/** What the work was about, in the words of who began it. */
function Asked({ decision }: { decision: DecisionExplanation }) {
  return (
    <div className="grid gap-2">
      {decision.request === null ? (
        <p className="text-muted-foreground">The enforcement point did not say whose request began this work.</p>
      ) : (
        <blockquote className="border-border-strong border-l-2 pl-3">
          <LiteralText text={decision.request} multiline />
        </blockquote>
      )}
      {decision.signs.map((sign) => (
        <LiteralText key={sign} text={sign} className="text-sm text-warning" />
      ))}
      {decision.earlier.length ? (
        <p className="text-muted-foreground text-sm">
          Before it: <LiteralText text={decision.earlier.map(({ server, tool }) => `${tool} (${server})`).join(", ")} />
        </p>
      ) : null}
    </div>
  );
}

function recordOf(decision: DecisionExplanation) {
  return [
    { label: "Decision", value: <CopyId id={decision.id} /> },
    { label: "Decided under", value: decision.action ? ACTION_LABELS[decision.action] : "" },
    { label: "Purpose stated", value: decision.purpose ? <LiteralText text={decision.purpose} /> : "" },
    { label: "Network", value: decision.network ? <LiteralText text={decision.network} /> : "" },
    { label: "Took", value: `${(decision.durationMicros / 1000).toFixed(1)} ms, recorded before it was answered` },
    { label: "State of rules", value: `snapshot ${decision.snapshot}` },
    { label: "Token", value: decision.tokenId ? <CopyId id={decision.tokenId} /> : "" },
    {
      label: "Call digest",
      value: <span className="break-all font-mono text-xs">{decision.digest}</span>,
    },
  ];
}
