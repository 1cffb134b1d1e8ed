import { Time } from "@/components/ui/time";
import type { UsageView } from "@/lib/usage/views";
import { countText, durationText } from "./words";

/** A second is how it always is: more than that is said. */
const USUAL_SECONDS = 5;

/** Up to when these numbers are complete, for they follow the log. */
export function AsOf({ behind, now }: { behind: UsageView["behind"]; now: Date }) {
  const late = behind.seconds > USUAL_SECONDS;
  return (
    <p className="text-muted-foreground text-xs" role={late ? "status" : undefined}>
      As of <Time at={new Date(now.getTime() - behind.seconds * 1_000)} format="exact" />
      {late ? (
        <>
          , {durationText(behind.seconds)} behind
          {behind.events
            ? `: ${countText(behind.events, "recorded event is", "recorded events are")} not counted yet`
            : ""}
        </>
      ) : null}
      . Calls are counted when the audit log has numbered them.
    </p>
  );
}
