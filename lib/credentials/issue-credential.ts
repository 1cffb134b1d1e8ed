import { recordEvent, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { eventOn, getInstance, requireAllowed } from "./guard";
import { tellingOfSharedKeys, writeCredential } from "./material";
import { decideIssue } from "./rules";
import { type IssueCredentialInput, issueCredentialSchema } from "./schema";
import type { NewCredential } from "./store";

/** What was issued. `secret` is there only for a secret, and only now: it is kept nowhere. */
export interface Issued {
  id: string;
  /** The OAuth client id: the instance. */
  clientId: string;
  secret: string | null;
}

/**
 * Gives an instance a credential (I2): an own key, a subject at a trusted issuer, or, where the tier allows it, a secret.
 * @throws CountersignError `unmet` for an agent or a tier that may not have it, `invalid` for a bad key or pattern,
 * `conflict` for a key or a subject of another instance; a shared key is recorded and both owners are told
 */
export async function issueCredential(ctx: Context, input: IssueCredentialInput): Promise<Issued> {
  const { instanceId, ...wanted } = parseInput(issueCredentialSchema, input);
  const attempt = { verb: "credentials.issue", resource: instanceId } as const;
  return refusingOnRecord(ctx, attempt, () =>
    tellingOfSharedKeys(ctx, () =>
      inSqlTransaction(async (tx) => {
        const instance = await getInstance(tx, ctx, { id: instanceId, verb: "credentials.issue" });
        const { agent } = instance;
        const facts = { ...agent, instanceState: instance.state, living: instance.living };
        requireAllowed(decideIssue(facts, wanted.material.kind));
        const id = newId("crd", ctx.now);
        const { row, secret } = await writeCredential(
          tx,
          ctx,
          { agent, instance },
          { ...wanted, id, replacesId: null },
        );
        const { details, ...about } = eventOn(agent, instance);
        await recordEvent(tx, ctx, {
          type: "agent.credential_issued",
          ...about,
          details: { ...details, ...detailsOf(row) },
        });
        return { id, clientId: instance.id, secret };
      }),
    ),
  );
}

/** What the log says of a new credential: nothing that could be used as one. */
export function detailsOf(row: NewCredential) {
  return {
    credentialId: row.id,
    kind: row.kind,
    strength: row.strength,
    label: row.label,
    rotationDueAt: row.rotationDueAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    thumbprint: row.thumbprint,
    issuerId: row.issuerId,
  };
}
