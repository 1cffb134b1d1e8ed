import type { Route } from "next";
import Link from "next/link";
import { Callout, type CalloutTone } from "@/components/ui/callout";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import { STATUS_REASON_SENTENCES } from "@/lib/approvals/present";
import { STATUS_LABELS, type Status } from "@/lib/approvals/terms";
import type { CaseView } from "@/lib/approvals/views";
import { Person } from "./people";
import { TimeLeft } from "./time-left";

const TONES: Record<Status, CalloutTone> = {
  pending: "info",
  approved: "success",
  denied: "danger",
  expired: "warning",
  cancelled: "info",
  superseded: "warning",
  revoked: "warning",
  lapsed: "warning",
  consumed: "info",
  executed: "success",
  failed: "danger",
  unknown: "warning",
};

const SENTENCES: Record<Exclude<Status, "pending">, string> = {
  approved: "People approved exactly this. It may be used once, until the time below.",
  denied: "A person said no, and the agent was told why.",
  expired: "Nobody answered in time. That is no denial: the agent may ask again.",
  cancelled: "It was taken back before anybody decided it, or what it rested on ended.",
  superseded: "What it rested on changed, so what was to be approved is not what would run.",
  revoked: "It was approved and then withdrawn before it was used.",
  lapsed: "It was approved and not used in time: nothing ran.",
  consumed: "It is in use: what came of it was not reported yet.",
  executed: "It ran as approved, says the enforcement point.",
  failed: "It was used and failed, says the enforcement point.",
  unknown: "It was used, and nobody knows what came of it until somebody looks.",
};

const APPROVED_LESS =
  "People approved less than was asked, as it stands below. It may be used once, until the time below.";

/** What became of a request that waits no more (A6). */
export function Outcome({ view }: { view: CaseView }) {
  const { status, statusReason, endedBy, verdict } = view;
  if (status === "pending") return null;
  return (
    <Callout tone={TONES[status]} title={STATUS_LABELS[status]}>
      <p>
        {status === "approved" && view.narrowed ? APPROVED_LESS : SENTENCES[status]}
        {statusReason ? ` ${STATUS_REASON_SENTENCES[statusReason]}` : ""}
      </p>
      {endedBy ? (
        <p>
          By <Person subject={endedBy} />.
        </p>
      ) : null}
      <When view={view} />
      {view.breakGlass ? <p className="font-medium">{glassSentence(verdict)}</p> : null}
      {view.verdictNote ? (
        <p>
          <LiteralText text={view.verdictNote} multiline />
        </p>
      ) : null}
      {view.canary ? <p>It was a test of the review: nothing waited for it, and nothing ran.</p> : null}
    </Callout>
  );
}

function glassSentence(verdict: CaseView["verdict"]): string {
  if (verdict === null) return "Somebody broke the glass for it, and the review afterwards is still owed.";
  return `Somebody broke the glass for it, and the review afterwards found it ${verdict === "justified" ? "justified" : "not justified"}.`;
}

function When({ view }: { view: CaseView }) {
  const { status, approvedUntil, decidedAt, endedAt, outcomeAt, consumedAt, usedDecisionId } = view;
  if (status === "approved" && approvedUntil) {
    return (
      <p>
        <TimeLeft until={approvedUntil} label="left to use it" /> (<Time at={approvedUntil} format="exact" />)
      </p>
    );
  }
  const at = outcomeAt ?? consumedAt ?? endedAt ?? decidedAt;
  return (
    <p className="text-muted-foreground text-sm">
      {at ? <Time at={at} format="exact" /> : null}
      {usedDecisionId ? (
        <>
          {" · "}
          <Link
            href={`/decisions/${usedDecisionId}` as Route}
            prefetch={false}
            className="underline underline-offset-3"
          >
            The decision that used it
          </Link>
        </>
      ) : null}
    </p>
  );
}
