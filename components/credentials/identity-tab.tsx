import { Card, CardContent, CardHeader } from "@/components/ui/card";
import type { IdentityView } from "@/lib/credentials/views";
import { FirstToken } from "./first-token";
import { InstanceCard } from "./instance-card";
import { NewInstance } from "./new-instance";
import { RevokeAll } from "./revoke-all";
import type { IdentityActions } from "./types";

export interface IdentityTabProps {
  identity: IdentityView;
  /** Null for whoever can only read. */
  actions: IdentityActions | null;
}

/** An agent's instances with their credentials; where there is none, the way to the first token. */
export function IdentityTab({ identity, actions }: IdentityTabProps) {
  const { agent, instances, abilities, apiUrl, bound } = identity;
  const start = actions ? <NewInstance agent={agent} ability={abilities.create} create={actions.create} /> : null;
  const used = instances.some(({ credentials }) => credentials.some(({ lastUsedAt }) => lastUsedAt !== null));
  const waiting = used ? undefined : instances.find(({ state }) => state === "active");
  if (!instances.length) {
    return (
      <Card aria-labelledby="first-token">
        <CardHeader
          id="first-token"
          title="No instance yet"
          description="Each running copy of an agent has an identity of its own and proves it with its own key. Three steps lead to the first token."
        />
        <CardContent>
          <FirstToken
            apiUrl={apiUrl}
            clientId={null}
            bound={bound}
            start={<div className="justify-self-start">{start}</div>}
          />
        </CardContent>
      </Card>
    );
  }
  return (
    <section aria-labelledby="instances" className="grid gap-4">
      <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div>
          <h2 id="instances" className="font-semibold text-base">
            Instances
          </h2>
          <p className="mt-0.5 max-w-prose text-muted-foreground">
            Each running copy proves itself with its own credential, to be rotated every {identity.rotationDays} days.
          </p>
        </div>
        <div className="flex flex-wrap items-start gap-2">
          {actions && abilities.revokeAll.allowed ? <RevokeAll agent={agent} revokeAll={actions.revokeAll} /> : null}
          {start}
        </div>
      </header>
      {instances.map((instance) => (
        <InstanceCard key={instance.id} instance={instance} identity={identity} actions={actions} />
      ))}
      {waiting ? (
        <Card aria-labelledby="first-token">
          <CardHeader id="first-token" title={`A first token for ${waiting.name}`} />
          <CardContent>
            <FirstToken
              apiUrl={apiUrl}
              clientId={waiting.id}
              bound={bound}
              start={<p className="text-muted-foreground text-xs">Issue a credential to {waiting.name} above.</p>}
            />
          </CardContent>
        </Card>
      ) : null}
    </section>
  );
}
