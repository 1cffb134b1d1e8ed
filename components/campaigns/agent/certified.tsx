import type { Route } from "next";
import Link from "next/link";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { CertificationView } from "@/lib/campaigns";

/** "2 months ago by Daniel, Third quarter", or "Never": what a campaign said last of one right (C9, Z6). */
export function Certified({
  certification,
  short = false,
}: {
  /** Undefined: no campaign looked at it yet. */
  certification: CertificationView | undefined;
  /** Without the campaign: for lists. */
  short?: boolean;
}) {
  if (!certification) return <span className="text-muted-foreground">Never</span>;
  const { certifiedAt, by, campaign, mayOpen } = certification;
  const last = lastWord(certification);
  return (
    <span>
      {certifiedAt ? (
        <>
          <Time at={certifiedAt} />
          {by ? <> by {by.name}</> : null}
        </>
      ) : (
        <span className="text-muted-foreground">Never</span>
      )}
      {last ? <span className="text-warning">; {last}</span> : null}
      {short ? null : (
        <span className="block text-muted-foreground text-xs">
          {mayOpen ? (
            <Link
              href={`/campaigns/${campaign.id}` as Route}
              prefetch={false}
              className="inline-block min-h-6 leading-6 underline-offset-3 hover:underline"
            >
              <LiteralText text={campaign.name} />
            </Link>
          ) : (
            <LiteralText text={campaign.name} />
          )}
        </span>
      )}
    </span>
  );
}

/** What was said since it was certified; null when that was the last word. */
function lastWord({ outcome, silences }: CertificationView): string | null {
  if (outcome === "none") return silences > 1 ? `nobody answered ${silences} times since` : "nobody answered since";
  if (outcome === "exception") return "kept by an exception since";
  if (outcome === "revoke") return "revoked since";
  if (outcome === "suspend") return "suspended since, for nobody answered";
  if (outcome === "transfer") return "to be handed over";
  return null;
}
