import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { ScrollRegion } from "@/components/data-table/scroll-region";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { PolicyDetail, VersionView } from "@/lib/policy/schema";
import { VersionStateBadge } from "./version-state";

const cell = "border-border border-b px-3 py-2 text-left align-top first:pl-4 last:pr-4";

export interface VersionHistoryProps {
  policy: PolicyDetail;
  /** The number of the version whose text is shown. */
  shown: number;
  /** Buttons at the end of a row. */
  actions: (version: VersionView) => ReactNode;
}

/** Every version, newest first; each leads to its text and to what it changed. */
export function VersionHistory({ policy, shown, actions }: VersionHistoryProps) {
  return (
    <ScrollRegion label="Table of versions" className="relative">
      <table aria-label="Versions" className="w-full min-w-150 border-separate border-spacing-0">
        <thead className="text-muted-foreground text-xs">
          <tr>
            {["Version", "State", "Written", "Why"].map((head) => (
              <th key={head} scope="col" className={`${cell} font-normal`}>
                {head}
              </th>
            ))}
            <th scope="col" className={cell}>
              <span className="sr-only">Go back</span>
            </th>
          </tr>
        </thead>
        <tbody className="[&_tr:last-child>td]:border-b-0">
          {policy.versions.map((version) => (
            <tr key={version.number} className={version.number === shown ? "bg-selected" : undefined}>
              <td className={cell}>
                <Link
                  href={`/policies/${policy.id}?version=${version.number}` as Route}
                  scroll={false}
                  aria-current={version.number === shown ? "true" : undefined}
                  className="font-medium text-link underline-offset-3 hover:underline"
                >
                  {version.number}
                  <span className="sr-only">: show this version</span>
                </Link>
              </td>
              <td className={cell}>
                <VersionStateBadge state={version.state} />
                {version.publishedBy ? (
                  <span className="mt-0.5 block text-muted-foreground text-xs">
                    by {version.publishedBy.name}, <Time at={version.publishedAt} />
                  </span>
                ) : null}
              </td>
              <td className={cell}>
                {version.author?.name ?? "Somebody"}
                <span className="block text-muted-foreground text-xs">
                  <Time at={version.createdAt} />
                </span>
              </td>
              <td className={`${cell} max-w-80`}>
                {version.kind === "rollback" ? <p>Back to version {version.restores}.</p> : null}
                {version.kind === "retirement" ? <p>Retires the policy.</p> : null}
                <LiteralText text={version.note} multiline />
                {version.stateReason ? (
                  <p className="text-danger">
                    Rejected: <LiteralText text={version.stateReason} multiline />
                  </p>
                ) : null}
              </td>
              <td className={`${cell} text-right`}>{actions(version)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
