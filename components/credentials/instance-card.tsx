import { Waypoints } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { CopyId } from "@/components/ui/copy-id";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { IdentityView, InstanceView } from "@/lib/credentials/views";
import { InstanceStateMark } from "./badges";
import { CredentialButtons } from "./credential-buttons";
import { CredentialItem } from "./credential-item";
import { InstanceButtons } from "./instance-buttons";
import type { IdentityActions } from "./types";

export interface InstanceCardProps {
  instance: InstanceView;
  identity: IdentityView;
  /** Null for whoever can only read. */
  actions: IdentityActions | null;
}

/** One running copy: whether it lives, where it was last seen, and what it proves itself with. */
export function InstanceCard({ instance, identity, actions }: InstanceCardProps) {
  const { id, name, state, stateReason, gateway, lastSeenAt, lastSeenFrom, tokensLastDay, credentials } = instance;
  const { instances: _, ...shared } = identity;
  return (
    <Card aria-labelledby={id}>
      <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-border border-b px-4 py-3">
        <div className="grid min-w-0 gap-0.5">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h3 id={id} className="min-w-0 font-semibold text-base [overflow-wrap:anywhere]">
              <LiteralText text={name} />
            </h3>
            <InstanceStateMark state={state} />
            {gateway ? (
              <Badge tone="info" title="May ask for decisions about every agent">
                <Waypoints aria-hidden /> Gateway
              </Badge>
            ) : null}
          </div>
          <p className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-muted-foreground text-xs">
            <span className="inline-flex items-center">
              Client id <CopyId id={id} what="client id" />
            </span>
            <span>
              {lastSeenAt ? (
                <>
                  Last seen <Time at={lastSeenAt} />
                  {lastSeenFrom ? ` from ${lastSeenFrom}` : ""}
                </>
              ) : (
                "Never seen"
              )}
            </span>
            <span className="tabular-nums">
              {tokensLastDay === 1 ? "1 token" : `${tokensLastDay.toLocaleString("en")} tokens`} in the last day
            </span>
          </p>
          {stateReason && state !== "active" ? (
            <p className="text-muted-foreground text-xs">
              <LiteralText text={stateReason} />
            </p>
          ) : null}
        </div>
        {actions ? <InstanceButtons instance={instance} identity={shared} actions={actions} /> : null}
      </header>
      {credentials.length ? (
        <ul className="divide-y divide-border">
          {credentials.map((credential) => (
            <CredentialItem
              key={credential.id}
              credential={credential}
              buttons={
                actions ? (
                  <CredentialButtons
                    credential={credential}
                    instance={{ id, name }}
                    identity={shared}
                    actions={actions}
                  />
                ) : null
              }
            />
          ))}
        </ul>
      ) : (
        <p className="px-4 py-3 text-muted-foreground">
          {state === "retired" ? "It has no credentials." : "No credential yet: it cannot get a token."}
        </p>
      )}
      {instance.furtherEnded ? (
        <p className="border-border border-t px-4 py-2 text-muted-foreground text-xs">
          {instance.furtherEnded} older ended credentials stand in the register.
        </p>
      ) : null}
    </Card>
  );
}
