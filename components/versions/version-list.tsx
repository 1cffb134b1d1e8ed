import type { Route } from "next";
import Link from "next/link";
import { ScrollRegion } from "@/components/data-table/scroll-region";
import { Badge } from "@/components/ui/badge";
import { buttonVariants } from "@/components/ui/button";
import { CopyId } from "@/components/ui/copy-id";
import { TierBadge } from "@/components/ui/tier-badge";
import { Time } from "@/components/ui/time";
import { VERSION_PART_LABELS, type VersionPage, type VersionView } from "@/lib/agents/terms";
import { compareHref } from "./hrefs";

const cell = "border-border border-b px-3 py-2 text-left align-top first:pl-4 last:pr-4";

/** What the agent was made of over time, newest first; each line leads to what it changed. */
export function VersionList({ agentId, page }: { agentId: string; page: VersionPage }) {
  return (
    <>
      {/* The words for readers lie in the region and not beside it: otherwise they would widen the page. */}
      <ScrollRegion label="Versions" className="relative">
        <table aria-label="Versions" className="w-full min-w-170 border-separate border-spacing-0">
          <thead className="text-muted-foreground text-xs">
            <tr>
              {["Version", "Began", "By", "What changed", "Tier then", "Fingerprint"].map((head) => (
                <th key={head} scope="col" className={`${cell} font-normal`}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="[&_tr:last-child>td]:border-b-0">
            {page.rows.map((version) => (
              <tr key={version.number}>
                <td className={cell}>
                  <span className="inline-flex items-center gap-2">
                    <span className="font-medium tabular-nums">{version.number}</span>
                    {version.present ? <Badge tone="info">Present</Badge> : null}
                  </span>
                </td>
                <td className={cell}>
                  <Time at={version.at} />
                </td>
                <td className={cell}>{version.by?.name ?? "The console itself"}</td>
                <td className={cell}>
                  <Changed agentId={agentId} version={version} />
                </td>
                <td className={cell}>
                  <TierBadge tier={version.tier} />
                </td>
                <td className={cell}>
                  <CopyId id={version.fingerprint} what={`fingerprint of version ${version.number}`} short />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {page.older === null ? null : (
        <Link
          href={`/agents/${agentId}?tab=versions&older=${page.older}` as Route}
          className={buttonVariants({ variant: "outline", className: "m-4" })}
        >
          Older versions
        </Link>
      )}
    </>
  );
}

function Changed({ agentId, version }: { agentId: string; version: VersionView }) {
  if (version.number === 1) return <span className="text-muted-foreground">As registered</span>;
  const words = version.changed.map((part) => VERSION_PART_LABELS[part]).join(", ");
  return (
    <Link
      href={compareHref(agentId, version.number - 1, version.number)}
      scroll={false}
      className="text-link underline-offset-3 hover:underline"
    >
      {words || "Nothing"}
      <span className="sr-only"> in version {version.number}: compare with the one before</span>
    </Link>
  );
}
