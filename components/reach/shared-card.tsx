import { KeyRound } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { Card, CardHeader } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import type { SharedCredential } from "@/lib/reach/views";
import { credentialHref } from "./map-hrefs";

/** Secrets that several agents hold: a way from one to the others that no tool shows. */
export function SharedCard({ shared }: { shared: readonly SharedCredential[] }) {
  if (shared.length === 0) return null;
  return (
    <Card aria-labelledby="shared">
      <CardHeader
        id="shared"
        title="Shared credentials"
        description="Who takes one holder over holds what all of them hold."
      />
      <ul className="divide-y divide-border">
        {shared.map((one) => (
          <li key={one.credential} className="flex items-start gap-2.5 px-4 py-2.5">
            <KeyRound aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
            <div className="min-w-0">
              <Link
                href={credentialHref(one.credential) as Route}
                prefetch={false}
                className="font-medium text-link underline-offset-3 hover:underline"
              >
                <LiteralText text={one.credential} />
              </Link>
              <p className="text-muted-foreground text-xs">
                {one.agentCount} agents, {one.servers} servers:{" "}
                <LiteralText text={one.agents.map(({ name }) => name).join(", ")} />
                {one.agentCount > one.agents.length ? ` and ${one.agentCount - one.agents.length} more` : ""}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
