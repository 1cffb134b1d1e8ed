import type { Route } from "next";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import type { CaseView } from "@/lib/approvals/views";
import { PRIVILEGE_LABELS } from "@/lib/risk/terms";

/** Why people are asked at all: the words of the policies that asked, and which they are (A2). */
export function Asked({ view }: { view: CaseView }) {
  const { policies, groups, quorum } = view;
  const reasons = [...new Set(policies.map(({ reason }) => reason).filter(Boolean))];
  return (
    <Card>
      <CardHeader title="Why people are asked" level={3} />
      <CardContent className="grid gap-2">
        {reasons.map((reason) => (
          <LiteralText key={reason} text={reason} />
        ))}
        <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
          {policies.map(({ id, version, name, href }) => (
            <li key={`${id}@${version}`} className="min-w-0">
              <Link
                href={href as Route}
                prefetch={false}
                className="underline decoration-border-strong underline-offset-3 hover:decoration-current"
              >
                <LiteralText text={name} />
              </Link>{" "}
              <span className="text-muted-foreground">version {version}</span>
            </li>
          ))}
        </ul>
        <p className="flex flex-wrap items-center gap-1.5 text-sm">
          <span className="text-muted-foreground">
            {quorum === 1 ? "One person approves" : `${quorum} different people approve`}, with a word from:
          </span>
          {groups.map((group) => (
            <Badge key={group} tone="outline">
              {PRIVILEGE_LABELS[group]}
            </Badge>
          ))}
        </p>
      </CardContent>
    </Card>
  );
}
