import {
  createInstanceAction,
  issueCredentialAction,
  proveDeadAction,
  resumeInstanceAction,
  retireInstanceAction,
  revokeCredentialAction,
  revokeCredentialsAction,
  rotateCredentialAction,
  setGatewayAction,
  stopInstanceAction,
} from "@/app/(console)/credentials/actions";
import { IdentityTab } from "@/components/credentials/identity-tab";
import { can } from "@/lib/access";
import type { AgentDetail } from "@/lib/agents/schema";
import type { Context } from "@/lib/context";
import { getIdentity } from "@/lib/credentials";
import { orNotFound } from "../../guards";

const ACTIONS = {
  create: createInstanceAction,
  stop: stopInstanceAction,
  resume: resumeInstanceAction,
  retire: retireInstanceAction,
  gateway: setGatewayAction,
  issue: issueCredentialAction,
  rotate: rotateCredentialAction,
  revoke: revokeCredentialAction,
  revokeAll: revokeCredentialsAction,
  prove: proveDeadAction,
};

/** What an agent's running copies prove themselves with. Whoever can only read sees no buttons. */
export async function Identity({ ctx, agent }: { ctx: Context; agent: AgentDetail }) {
  const identity = await orNotFound(getIdentity(ctx, agent.id));
  return <IdentityTab identity={identity} actions={mayAct(ctx, agent) ? ACTIONS : null} />;
}

function mayAct(ctx: Context, { team, owner, deputy, sponsor }: AgentDetail): boolean {
  const scope = { teamId: team?.id, ownerId: owner?.id, deputyId: deputy?.id, sponsorId: sponsor?.id };
  return can(ctx.actor, "instances.manage", scope) || can(ctx.actor, "credentials.revoke", scope);
}
