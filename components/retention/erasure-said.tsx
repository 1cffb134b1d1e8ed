import Link from "next/link";
import { auditHref } from "@/components/audit/hrefs";
import type { ErasurePreview } from "@/lib/retention/views";
import { erasureText, mentionText } from "./words";

/** What an erasure takes, what stands in its way, and what it leaves: texts of others that name the person, each with its search. */
export function ErasureSaid({ of }: { of: ErasurePreview }) {
  return (
    <div className="grid gap-2">
      <p>{erasureText(of)}</p>
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
