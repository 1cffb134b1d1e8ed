import type { Route } from "next";
import Link from "next/link";
import { Card, CardHeader } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { CaseView } from "@/lib/approvals/views";
import { RequestStatus } from "./status";

/** What became of the latest requests of this agent for this tool, and how they differed from this one (A2). */
export function Similar({ view: { similar } }: { view: CaseView }) {
  return (
    <Card>
      <CardHeader title="Similar requests before" level={3} />
      {similar.length === 0 ? (
        <p className="px-4 py-3 text-muted-foreground">People were never asked about this agent and tool before.</p>
      ) : (
        <ul className="divide-y divide-border">
          {similar.map(({ id, status, at, by, difference }) => (
            <li key={id}>
              <Link
                href={`/approvals/${id}` as Route}
                prefetch={false}
                className="grid gap-0.5 px-4 py-2.5 -outline-offset-2 hover:bg-accent"
              >
                <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-sm">
                  <RequestStatus status={status} />
                  <span className="text-muted-foreground">
                    {by ? (
                      <>
                        <LiteralText text={by} />,{" "}
                      </>
                    ) : null}
                    <Time at={at} />
                  </span>
                </span>
                <LiteralText text={difference} className="text-sm" />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
