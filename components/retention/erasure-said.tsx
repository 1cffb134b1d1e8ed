import Link from "next/link";
import { auditHref } from "@/components/audit/hrefs";
import { Callout } from "@/components/ui/callout";
import { FactList } from "@/components/ui/card";
import type { ErasurePreview } from "@/lib/retention/views";
import { goingFacts, mentionText } from "./words";

/** What stands in an erasure's way, what it takes, and what it leaves: texts of others that name the person, each with its search. */
export function ErasureSaid({ of }: { of: ErasurePreview }) {
  return (
    <div className="grid gap-3">
      <Bars bars={of.bars} />
      <FactList facts={goingFacts(of)} />
      <p className="text-muted-foreground">
        What others wrote in reasons and notes stays.{" "}
        {of.mentions.length === 0
          ? "Their name and address, as written here, stand in no such text of the log that you may read."
          : "Of the log that you may read, these hold their name or address:"}{" "}
        Other spellings, and texts outside the log, are not found.
      </p>
      {of.mentions.length > 0 ? (
        <ul className="grid gap-1">
          {of.mentions.map((mention) => (
            <li key={mention.text}>
              <Link
                href={auditHref({ text: mention.text })}
                target="_blank"
                className="break-words text-link underline-offset-3 hover:underline"
              >
                {mentionText(mention)}
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

/** What has to be done first, before anything else that is said. */
function Bars({ bars }: { bars: readonly string[] }) {
  if (bars.length === 0) return null;
  return (
    <Callout tone="warning" title="This person cannot be erased yet">
      <ul className="grid gap-1">
        {bars.map((bar) => (
          <li key={bar}>{bar}</li>
        ))}
      </ul>
    </Callout>
  );
}
