import { Network } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { IssuerView } from "@/lib/credentials/views";
import { IssuerButtons } from "./issuer-buttons";
import type { IssuerActions } from "./types";

export interface IssuerListProps extends Pick<IssuerActions, "end" | "attempt"> {
  issuers: readonly IssuerView[];
  mayManage: boolean;
}

/** Every workload issuer, trusted ones first. */
export function IssuerList({ issuers, mayManage, end, attempt }: IssuerListProps) {
  if (!issuers.length) {
    return (
      <Card>
        <EmptyState
          icon={<Network />}
          title="No workload issuer is trusted"
          description="Where agents run on a platform that gives its workloads tokens, trust it here: then nothing has to be stored with the agent, and nothing rotated by hand."
        />
      </Card>
    );
  }
  return (
    <Card>
      <ul className="divide-y divide-border" aria-label="Workload issuers">
        {issuers.map((issuer) => (
          <li key={issuer.id} className="grid gap-2 px-4 py-3 sm:flex sm:items-start sm:justify-between sm:gap-4">
            <Facts issuer={issuer} />
            {mayManage && issuer.state === "active" ? (
              <IssuerButtons issuer={issuer} end={end} attempt={attempt} />
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Facts({ issuer }: { issuer: IssuerView }) {
  const { name, state, jwksUri, keysByHand, credentials, createdAt, createdBy } = issuer;
  return (
    <div className="grid min-w-0 gap-1">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="font-medium text-sm">
          <LiteralText text={name} />
        </h2>
        <Badge tone={state === "active" ? "success" : "outline"}>{state === "active" ? "Trusted" : "Ended"}</Badge>
        <span className="text-muted-foreground text-xs tabular-nums">
          {credentials === 1 ? "1 credential rests on it" : `${credentials} credentials rest on it`}
        </span>
      </div>
      <p className="font-mono text-xs [overflow-wrap:anywhere]">{issuer.issuer}</p>
      <p className="text-muted-foreground text-xs">
        Audience <LiteralText text={issuer.audience} />
        {" · "}
        {keysByHand ? "keys given by hand" : jwksUri ? `keys from ${jwksUri}` : "keys by discovery"}
        {" · "}since <Time at={createdAt} />
        {createdBy ? ` by ${createdBy}` : ""}
      </p>
    </div>
  );
}
