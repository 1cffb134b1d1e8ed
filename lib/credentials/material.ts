import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { insertNotices } from "@/lib/notices";
import { eventOn } from "./guard";
import { lockIssuer, subjectsOf } from "./issuers/store";
import { readPublicKey } from "./public-key";
import { isLiving, patternsOverlap, rotationDue, strengthOf } from "./rules";
import type { Material } from "./schema";
import { hashSecret, newSecret } from "./secret";
import { type AgentOf, activeAmong, holderOf, insertCredential, type KeyHolder, type NewCredential } from "./store";

const DAY_MS = 86_400_000;

export interface Place {
  agent: AgentOf;
  instance: { id: string; name: string };
}

export interface Wanted {
  id: string;
  material: Material;
  label: string;
  endsInDays: number | null;
  replacesId: string | null;
}

/** Thrown when a key belongs to another instance: the transaction goes, and who catches it records and tells (I1). */
export class KeyIsShared extends CountersignError {
  readonly place: Place;
  readonly thumbprint: string;
  readonly holder: KeyHolder;

  constructor(place: Place, thumbprint: string, holder: KeyHolder) {
    const message =
      "Another running instance uses this key already. Make a new pair: every instance has a key of its own.";
    super("conflict", message, [{ path: "jwk", message }]);
    this.place = place;
    this.thumbprint = thumbprint;
    this.holder = holder;
  }
}

/**
 * Writes the credential that was asked for.
 * @returns the row, and the secret where one was made: shown once, kept nowhere
 * @throws KeyIsShared, CountersignError `invalid` for a bad key, `conflict` for one that was used before or a subject that is taken
 */
export async function writeCredential(
  tx: SqlTx,
  ctx: Context,
  place: Place,
  wanted: Wanted,
): Promise<{ row: NewCredential; secret: string | null }> {
  const { material } = wanted;
  const made = await madeOf(tx, place, material);
  const row: NewCredential = {
    id: wanted.id,
    agentId: place.agent.id,
    instanceId: place.instance.id,
    kind: material.kind,
    strength: strengthOf(material.kind),
    label: wanted.label || (material.kind === "secret" ? material.reason.slice(0, 120) : ""),
    publicJwk: made.publicJwk,
    thumbprint: made.thumbprint,
    secretHash: made.secret === null ? null : hashSecret(made.secret),
    issuerId: made.issuerId,
    subject: made.subject,
    createdById: ctx.actor.id,
    createdAt: ctx.now,
    rotationDueAt: rotationDue({ createdAt: ctx.now, rotationDueAt: null }, place.agent.tier),
    expiresAt: wanted.endsInDays === null ? null : new Date(ctx.now.getTime() + wanted.endsInDays * DAY_MS),
    replacesId: wanted.replacesId,
  };
  if (!(await insertCredential(tx, row))) await refuseHeldKey(tx, place, row.thumbprint ?? "");
  return { row, secret: made.secret };
}

interface Made extends Pick<NewCredential, "publicJwk" | "thumbprint" | "issuerId" | "subject"> {
  secret: string | null;
}

const NOTHING: Made = { publicJwk: null, thumbprint: null, issuerId: null, subject: "", secret: null };

async function madeOf(tx: SqlTx, place: Place, material: Material): Promise<Made> {
  if (material.kind === "secret") return { ...NOTHING, secret: newSecret() };
  if (material.kind === "federated") {
    await requireFreeSubject(tx, place, material);
    return { ...NOTHING, issuerId: material.issuerId, subject: material.subject };
  }
  const { jwk, thumbprint } = readPublicKey(material.jwk);
  await refuseHeldKey(tx, place, thumbprint);
  return { ...NOTHING, publicJwk: jwk, thumbprint };
}

async function refuseHeldKey(tx: SqlTx, place: Place, thumbprint: string): Promise<void> {
  const holder = await holderOf(tx, thumbprint);
  if (!holder) return;
  if (isLiving(holder.state) && holder.instanceId !== place.instance.id)
    throw new KeyIsShared(place, thumbprint, holder);
  const message = isLiving(holder.state)
    ? "This instance has this key already."
    : "This key was used before and has ended: a key that ended stays dead. Make a new pair.";
  throw new CountersignError("conflict", message, [{ path: "jwk", message }]);
}

/** Two instances that one token could speak for would be one identity: their patterns may have no subject in common. */
async function requireFreeSubject(
  tx: SqlTx,
  { instance }: Place,
  { issuerId, subject }: Extract<Material, { kind: "federated" }>,
): Promise<void> {
  const issuer = await lockIssuer(tx, issuerId);
  if (issuer?.state !== "active") {
    const message = "This issuer is not trusted: choose one that is.";
    throw new CountersignError("invalid", message, [{ path: "issuerId", message }]);
  }
  const others = (await subjectsOf(tx, issuerId)).filter((other) => other.instanceId !== instance.id);
  if (others.some((other) => patternsOverlap(other.subject, subject))) {
    const message = "A token for this subject would also fit another instance: name the subject more exactly.";
    throw new CountersignError("conflict", message, [{ path: "subject", message }]);
  }
}

/** Runs `work`; a key that two instances would share is recorded, and the owners of both are told, before it is thrown on (I1). */
export async function tellingOfSharedKeys<T>(ctx: Context, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof KeyIsShared) await inSqlTransaction((tx) => tellOfSharedKey(tx, ctx, error));
    throw error;
  }
}

async function tellOfSharedKey(tx: SqlTx, ctx: Context, { place, thumbprint, holder }: KeyIsShared): Promise<void> {
  const { details, ...about } = eventOn(place.agent, place.instance);
  await recordEvent(tx, ctx, {
    type: "agent.key_shared",
    ...about,
    outcome: "refused",
    details: { ...details, thumbprint, otherAgentId: holder.agent.id, otherInstanceId: holder.instanceId },
  });
  const told = [
    { agent: place.agent, instance: place.instance.name, mine: false },
    { agent: holder.agent, instance: holder.instanceName, mine: true },
  ];
  for (const { agent, instance, mine } of told) {
    const people = await activeAmong(tx, [agent.ownerId, agent.deputyId]);
    await insertNotices(
      tx,
      people.map((personId) => ({
        personId,
        kind: "key_shared",
        agentId: agent.id,
        content: { name: agent.name, instance, mine },
      })),
      ctx.now,
    );
  }
}
