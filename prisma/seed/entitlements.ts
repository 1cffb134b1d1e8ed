import { type Context, systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import { approveEntitlement, expireEntitlements, grantOptions, requestEntitlement } from "@/lib/entitlements";
import type { GrantableTool, RequestEntitlementInput } from "@/lib/entitlements/schema";
import { contextOf } from "./organisation";
import { PEOPLE } from "./people";
import { daysBefore } from "./time";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** How long ago grants were given and how long they last, by what the tier allows. */
const SPANS = { critical: [38, 85], high: [66, 175], moderate: [122, 360], low: [131, 360] } as const;
const AT_ONCE = 4;

type Limits = Pick<RequestEntitlementInput, "conditions" | "windows">;
const OFFICE = [{ days: [1, 2, 3, 4, 5], fromMinute: 480, untilMinute: 1_080, zone: "Europe/Warsaw" }];

/** What limits the grants of tools that can do harm, as their owners thought of it. */
const LIMITS: Readonly<Record<string, Limits>> = {
  propose_payment: { conditions: [{ argument: "amount", operator: "lte", value: 25_000 }] },
  refund_card_payment: { conditions: [{ argument: "amount", operator: "lte", value: 500 }] },
  send_mail: { conditions: [{ argument: "to", operator: "has" }] },
  restart_deployment: { conditions: [{ argument: "namespace", operator: "ne", value: "payments" }] },
  lock_account: { windows: OFFICE },
  schedule_meeting: { windows: OFFICE },
};

interface Granted {
  id: string;
  name: string;
  environment: string;
  status: string;
  tier: keyof typeof SPANS | null;
  createdAt: Date;
  lastUsedAt: Date | null;
  ownerId: string | null;
  sponsorId: string | null;
}

/** Tools that stay out of the ordinary grants because a story of their own tells of them. */
const TOLD: Readonly<Record<string, string>> = {
  "Carrier payout agent": "release_payment",
  "Incident first responder": "scale_deployment",
  "Database housekeeper": "run_statement",
};
const WIDE = "Terraform drift fixer";

/** What each active agent may do: asked for by its owner, approved by compliance or its sponsor; and a few that stand out. */
export async function seedEntitlements(now: Date): Promise<void> {
  if ((await db().entitlement.count()) > 0) return;
  const agents: Granted[] = await db().agent.findMany({
    where: { status: { in: ["active", "suspended"] }, tools: { some: { acceptedHash: { not: null } } } },
    select: {
      id: true,
      name: true,
      environment: true,
      status: true,
      tier: true,
      createdAt: true,
      lastUsedAt: true,
      ownerId: true,
      sponsorId: true,
    },
    orderBy: { id: "asc" },
  });
  for (let from = 0; from < agents.length; from += AT_ONCE) {
    await Promise.all(agents.slice(from, from + AT_ONCE).map((agent) => grantUsual(agent, now)));
  }
  const named = (name: string) => {
    const all = agents.filter((agent) => agent.name === name);
    return all.find(({ environment }) => environment === "production") ?? all[0];
  };
  await tellStories(
    {
      payer: named("Carrier payout agent"),
      responder: named("Incident first responder"),
      keeper: named("Database housekeeper"),
    },
    now,
  );
  await markUse(now);
}

/** Who asks and who approves: two people with a say over the agent; null when there are no two. */
function handsOf(agent: Granted): { asks: string; approves: string } | null {
  const keyOf = (id: string | null) => PEOPLE.find((person) => person.id === id && holdsOwner(person))?.key;
  const asks = keyOf(agent.ownerId);
  if (asks) return { asks, approves: "ines" };
  const sponsor = keyOf(agent.sponsorId);
  return sponsor ? { asks: "ines", approves: sponsor } : null;
}

function holdsOwner({ roles, deactivated }: (typeof PEOPLE)[number]): boolean {
  return !deactivated && roles.some(({ role }) => role === "owner");
}

async function grantUsual(agent: Granted, now: Date): Promise<void> {
  const hands = handsOf(agent);
  if (!hands) return;
  const [ago, lasts] = SPANS[agent.tier ?? "critical"];
  const age = (now.getTime() - agent.createdAt.getTime()) / DAY_MS;
  const at = daysBefore(now, Math.max(1.5, Math.min(ago, age - 2)));
  const ctx = contextOf(hands.asks, at);
  const { servers } = await grantOptions(ctx, agent.id);
  for (const server of servers) {
    const whole = agent.name === WIDE && server.tools.length > 1;
    const wanted = whole
      ? [wideOf(server.tools)]
      : server.tools.filter((tool) => TOLD[agent.name] !== tool.name).map(usualOf);
    for (const one of wanted) {
      const input = { ...one, agentId: agent.id, server: server.name, expiresAt: dayAfter(at, lasts) };
      await grant(ctx, input, contextOf(hands.approves, new Date(at.getTime() + 5 * HOUR_MS)));
    }
  }
}

type Part = Pick<RequestEntitlementInput, "tool" | "actions" | "justification"> & Limits;

function usualOf(tool: GrantableTool): Part {
  const justification = `Part of its ordinary work: ${tool.title || tool.name.replaceAll("_", " ")}.`;
  return { tool: tool.name, actions: [tool.action], justification, ...LIMITS[tool.name] };
}

function wideOf(tools: readonly GrantableTool[]): Part {
  const actions = [...new Set(tools.flatMap((tool) => tool.actions))];
  return {
    tool: null,
    actions,
    justification: "Drift can turn up anywhere in the cluster; we will narrow it once we know.",
  };
}

function dayAfter(at: Date, days: number): string {
  return new Date(Math.floor((at.getTime() + days * DAY_MS) / DAY_MS) * DAY_MS).toISOString();
}

async function grant(ctx: Context, input: RequestEntitlementInput, approver: Context): Promise<void> {
  const asked = await requestEntitlement(ctx, input);
  await approveEntitlement(approver, asked);
}

type Stories = Record<"payer" | "responder" | "keeper", Granted | undefined>;

/** One that waits, an elevation that runs, and one whose time ran out. */
async function tellStories({ payer, responder, keeper }: Stories, now: Date): Promise<void> {
  const waiting = payer && (await serverOf(payer, "release_payment"));
  if (payer && waiting && handsOf(payer)) {
    await requestEntitlement(contextOf(handsOf(payer)?.asks ?? "", daysBefore(now, 1.4)), {
      agentId: payer.id,
      server: waiting,
      tool: "release_payment",
      actions: ["pay"],
      conditions: [{ argument: "urgent", operator: "has_not" }],
      expiresAt: dayAfter(now, 60),
      justification:
        "The daily run waits two hours for a person on most days; released proposals were never wrong in 90 days.",
    });
  }
  const running = new Date(now.getTime() - HOUR_MS);
  await elevate(responder, "scale_deployment", {
    at: running,
    why: "The booking platform is slow since 14:00: scale it out during the incident.",
  });
  await elevate(keeper, "run_statement", {
    at: daysBefore(now, 12),
    why: "One clean-up of orphaned sessions, agreed with the change advisory board.",
  });
  await expireEntitlements(systemContext("worker", { now }));
}

async function elevate(
  agent: Granted | undefined,
  tool: string,
  { at, why }: { at: Date; why: string },
): Promise<void> {
  const hands = agent && handsOf(agent);
  const server = agent && (await serverOf(agent, tool));
  if (!agent || !hands || !server) return;
  const ctx = contextOf(hands.asks, at);
  const { servers } = await grantOptions(ctx, agent.id);
  const found = servers.flatMap(({ tools }) => tools).find(({ name }) => name === tool);
  if (!found) return;
  const expiresAt = new Date(at.getTime() + 4 * HOUR_MS - 60_000).toISOString();
  const input = {
    agentId: agent.id,
    server,
    tool,
    actions: [found.action],
    kind: "elevation" as const,
    expiresAt,
    justification: why,
  };
  await grant(ctx, input, contextOf(hands.approves, new Date(at.getTime() + 600_000)));
}

async function serverOf(agent: Granted, tool: string): Promise<string | null> {
  const found = await db().agentTool.findFirst({ where: { agentId: agent.id, name: tool }, select: { server: true } });
  return found?.server.name ?? null;
}

/** When each was last used: as decisions would have told. Every seventh never was, and what has gone quiet stays so. */
async function markUse(now: Date): Promise<void> {
  const grants = await db().entitlement.findMany({
    where: { state: "active" },
    select: { id: true, agent: { select: { lastUsedAt: true } }, approvedAt: true },
    orderBy: [{ requestedAt: "asc" }, { agentId: "asc" }, { server: "asc" }, { tool: "asc" }],
  });
  const used = grants.flatMap(({ id, agent, approvedAt }, position) => {
    const last = agent.lastUsedAt;
    if (!last || !approvedAt || last < approvedAt || position % 7 === 3) return [];
    const days = Math.max(1, (now.getTime() - approvedAt.getTime()) / DAY_MS);
    return [
      {
        id,
        last: new Date(last.getTime() - (position % 5) * HOUR_MS),
        count: Math.round(days * (3 + (position % 11))),
      },
    ];
  });
  await db().$executeRaw`update entitlements e set last_used_at = u.last, use_count = u.count
    from unnest(${used.map(({ id }) => id)}::text[], ${used.map(({ last }) => last)}::timestamptz[], ${used.map(({ count }) => count)}::bigint[]) u(id, last, count)
    where e.id = u.id and u.last > e.approved_at`;
}
