import { activateAgent, createAgent, registerAgent } from "@/lib/agents";
import type { CreateAgentInput } from "@/lib/agents/schema";
import type { Context } from "@/lib/context";
import { db, sql } from "@/lib/db";
import { newId } from "@/lib/ids";
import { liftSwitch, requestLift, throwSwitch } from "@/lib/incidents";
import { LivePoint } from "@/lib/policy";
import { contextAs } from "./contexts";
import { acceptFor, completeAgent, seedOrganisation } from "./inventory";

export const NOW = new Date("2026-11-20T09:00:00Z");
export const olga = contextAs("owner", { id: "per_olga", teamId: "tem_a" });
export const cora = contextAs("compliance", { id: "per_cora" });
export const sven = contextAs("ciso", { id: "per_sven" });
export const rita = contextAs("compliance", { id: "per_rita" });
export const auditor = contextAs("auditor", { id: "per_rita" });
export const reason = "It pays invoices twice.";

/** The organisation of the inventory's tests, with somebody in compliance and a CISO to be told. */
export async function seedWatchers(): Promise<void> {
  await seedOrganisation();
  const grant = (id: string, personId: string, role: "compliance" | "ciso") => ({ id, personId, role });
  const grants = [grant("grt_1", "per_cora", "compliance"), grant("grt_2", "per_sven", "ciso")];
  await db().roleGrant.createMany({ data: grants });
}

const opened: LivePoint[] = [];

export async function openPoint(): Promise<LivePoint> {
  const one = await LivePoint.open("test");
  opened.push(one);
  return one;
}

/** Nothing stopped, nobody deciding, nobody told: what each test begins with. */
export async function calmDown(): Promise<void> {
  await Promise.all(opened.splice(0).map((one) => one.close()));
  await sql().query("update kill_switches set state = 'lifted' where state = 'active'");
  await sql().query("delete from notices");
}

let made = 0;
/** An active agent of Olga's with one credential and one token. One after the other: what waits for its owner is accepted at once. */
export async function activeAgent(over: Partial<CreateAgentInput> = {}) {
  const name = `Stopper ${++made}`;
  const { id } = await createAgent(cora, completeAgent({ ...over, name }));
  await acceptFor(over.ownerId ?? "per_olga");
  const { version } = await db().agent.findUniqueOrThrow({ where: { id } });
  await registerAgent(cora, { id, version });
  await activateAgent(cora, { id, version: version + 1 });
  const [instanceId, credentialId, jti] = [newId("ins"), newId("crd"), newId("req")];
  await db().agentInstance.create({ data: { id: instanceId, agentId: id, name: "main", createdAt: NOW } });
  const term = { createdAt: NOW, rotationDueAt: new Date(NOW.getTime() + 86_400_000) };
  await db().credential.create({
    data: { id: credentialId, agentId: id, instanceId, kind: "key", strength: "own_key", ...term },
  });
  const life = { issuedAt: NOW, expiresAt: new Date(NOW.getTime() + 600_000) };
  await db().issuedToken.create({ data: { jti, agentId: id, instanceId, credentialId, ...life } });
  return { id, name, credentialId, jti };
}

export async function statusOf(agentId: string) {
  return (await db().agent.findUniqueOrThrow({ where: { id: agentId } })).status;
}

export const refusals = () => db().auditEvent.count({ where: { type: "access.refused" } });

export function stopAgent(ctx: Context, { id, name }: { id: string; name: string }, more = {}) {
  return throwSwitch(ctx, { targetKind: "agent", target: id, reason, confirmation: name, ...more });
}

export async function versionOf(switchId: string): Promise<number> {
  return (await db().killSwitch.findUniqueOrThrow({ where: { id: switchId } })).version;
}

export async function askToLift(ctx: Context, id: string) {
  return requestLift(ctx, { id, version: await versionOf(id), reason: "The invoices are paid once again." });
}

export async function lift(ctx: Context, id: string) {
  return liftSwitch(ctx, { id, version: await versionOf(id) });
}
