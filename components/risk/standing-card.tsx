import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import { TierBadge } from "@/components/ui/tier-badge";
import { Time } from "@/components/ui/time";
import { type OverrideView, type RiskView, TIER_LABELS } from "@/lib/agents/terms";
import { TierButtons } from "./tier-buttons";
import type { TierActions } from "./types";

/** The tier that stands, why it is not the computed one where it is not, and what a person may do about it now. */
export function StandingCard({ risk, actions }: { risk: RiskView; actions: TierActions }) {
  const { override, pending } = risk;
  return (
    <Card aria-labelledby="standing">
      <CardHeader id="standing" title="The tier that stands" actions={<TierBadge tier={risk.tier} />} />
      <CardContent className="grid gap-4">
        {override ? <InForce risk={risk} override={override} /> : <p>{plain(risk)}</p>}
        {pending ? <Waiting pending={pending} /> : null}
        <TierButtons risk={risk} actions={actions} />
      </CardContent>
    </Card>
  );
}

function plain({ computed }: RiskView): string {
  return computed ? "It is what is computed. Nobody set it otherwise." : "It was not computed yet.";
}

const word = (tier: keyof typeof TIER_LABELS) => TIER_LABELS[tier].toLowerCase();

function InForce({ risk, override }: { risk: RiskView; override: OverrideView }) {
  const computed = risk.computed ? word(risk.computed.tier) : "nothing";
  if (override.kind === "held") {
    return (
      <div className="grid gap-1">
        <p>
          Kept at <strong className="font-medium">{word(override.tier)}</strong>, although only{" "}
          <strong className="font-medium">{computed}</strong> is computed: a second person has to confirm the fall.
        </p>
        <p className="text-muted-foreground">
          Since <Time at={override.requestedAt} />
          {override.requestedBy ? `, by a change of ${override.requestedBy.name}` : ""}.
        </p>
      </div>
    );
  }
  return (
    <div className="grid gap-1">
      <p>
        {override.kind === "raise" ? "Raised" : "Lowered"} from <strong className="font-medium">{computed}</strong> by{" "}
        {override.requestedBy?.name ?? "somebody"}
        {override.decidedBy ? `, agreed by ${override.decidedBy.name}` : ""}.
      </p>
      <p>
        Until <Time at={override.expiresAt} format="exact" />.
      </p>
      <Reason text={override.reason} />
    </div>
  );
}

function Waiting({ pending }: { pending: OverrideView }) {
  return (
    <section
      aria-label="Waits for a second person"
      className="grid gap-1 rounded-md border border-warning-line bg-warning-soft p-3"
    >
      <p className="font-medium text-warning">Waits for a second person</p>
      <p>
        {pending.requestedBy?.name ?? "Somebody"} asks{" "}
        {pending.kind === "release" ? "to go by what is computed again" : `to lower it to ${word(pending.tier)}`}
        {pending.kind === "release" || !pending.expiresAt ? null : (
          <>
            {" "}
            until <Time at={pending.expiresAt} format="exact" />
          </>
        )}
        .
      </p>
      <Reason text={pending.reason} />
    </section>
  );
}

function Reason({ text }: { text: string }) {
  return (
    <blockquote className="border-border-strong border-l-2 pl-2.5 text-muted-foreground">
      <LiteralText text={text} multiline />
    </blockquote>
  );
}
