import type { NewEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { newId } from "@/lib/ids";
import { lostRace } from "../guard";
import type { StoredAgent } from "../store";
import type { ListedTool } from "./definition";
import { ratingOf } from "./rate";
import { compareListing, type ListedAs } from "./rules";
import type { ServerInput } from "./schema";
import {
  insertToolChanges,
  insertTools,
  NEW_TOOL,
  type NewToolChange,
  putServers,
  type StoredServer,
  type StoredTool,
  touchTools,
  updateTools,
} from "./store";
import { correctionEnded } from "./told";
import type { Listed } from "./views";

/** What one server of one agent lists, beside what is known of it. */
export interface ServerListing {
  agent: Pick<StoredAgent, "id" | "name" | "environment">;
  server: ServerInput;
  tools: readonly (ListedTool & { hash: string })[];
  complete: boolean;
  /** The server as stored, with its tools; null when nobody knows it yet. */
  known: { server: StoredServer; tools: readonly StoredTool[] } | null;
  /** Its supplier's annotations may lower a rating. */
  trusted: boolean;
}

/** The listing as rows to write, and what it brought in numbers. */
export interface PreparedListing {
  agent: ServerListing["agent"];
  server: StoredServer;
  /** The server's own facts changed, or it is new. */
  puts: boolean;
  added: StoredTool[];
  moved: StoredTool[];
  untouched: StoredTool[];
  changes: NewToolChange[];
  /** Tools whose correction was about a definition that is no longer listed. */
  uncorrected: StoredTool[];
  listed: Listed;
}

/** Decides what a listing makes of every tool of that server (V4). Pure but for the ids. */
export function prepareListing(ctx: Context, given: ServerListing): PreparedListing {
  const { agent, known, trusted } = given;
  const server = serverOf(ctx, given);
  const rate = (tool: ListedTool) => ratingOf(server.name, tool, trusted);
  const outcome = compareListing(known?.tools ?? [], given.tools, given.complete);
  const added = outcome.added.map(
    (tool): StoredTool => ({
      ...NEW_TOOL,
      ...tool,
      ...rate(tool),
      id: newId("tol", ctx.now),
      agentId: agent.id,
      serverId: server.id,
      server: server.name,
      firstSeenAt: ctx.now,
      lastSeenAt: ctx.now,
    }),
  );
  const moved = outcome.moved.map((move) => movedTool(ctx, move, rate));
  const { name, address, supplier, credential } = server;
  const former = known?.server;
  const puts =
    !former ||
    JSON.stringify([name, address, supplier, credential]) !==
      JSON.stringify([former.name, former.address, former.supplier, former.credential]);
  return {
    agent,
    server,
    puts,
    added,
    moved,
    untouched: outcome.untouched,
    changes: outcome.moved.flatMap((move) => changesOf(ctx, move)),
    uncorrected: outcome.moved.flatMap(({ tool, endsCorrection }) => (endsCorrection ? [tool] : [])),
    listed: {
      serverId: server.id,
      added: added.length,
      changed: outcome.moved.filter(({ tool, event }) => event === "changed" && tool.state !== "removed").length,
      removed: outcome.moved.filter(({ event }) => event === "missing").length,
      back: outcome.moved.filter(({ tool, listed }) => tool.state === "removed" && listed !== null).length,
    },
  };
}

/** The server as it will stand: what the listing leaves unsaid stays as it was. */
function serverOf(ctx: Context, { agent, server, known }: ServerListing): StoredServer {
  if (!known) return { ...server, id: newId("srv", ctx.now), agentId: agent.id };
  const former = known.server;
  return {
    ...former,
    address: server.address || former.address,
    supplier: server.supplier || former.supplier,
    credential: server.credential || former.credential,
  };
}

function movedTool(
  ctx: Context,
  { tool, state, listed, endsCorrection }: ListedAs<StoredTool>,
  rate: (tool: ListedTool) => ReturnType<typeof ratingOf>,
): StoredTool {
  if (!listed) return { ...tool, state };
  const stays = state === tool.state && state === "blocked";
  return {
    ...tool,
    state,
    stateReason: stays ? tool.stateReason : "",
    definition: listed.definition,
    hash: listed.hash,
    ...rate(listed),
    lastSeenAt: ctx.now,
    ...(endsCorrection ? UNCORRECTED : {}),
  };
}

/** A tool without anybody's word on what it can do. */
export const UNCORRECTED = {
  correctedEffect: null,
  correctedCapabilities: [],
  correctedReason: "",
  correctedById: null,
  correctedAt: null,
} satisfies Partial<StoredTool>;

function changesOf(ctx: Context, { tool, listed, endsCorrection }: ListedAs<StoredTool>): NewToolChange[] {
  const change = (kind: NewToolChange["kind"], more: Partial<NewToolChange> = {}): NewToolChange => ({
    id: newId("tch", ctx.now),
    toolId: tool.id,
    kind,
    ...more,
  });
  if (!listed) return [change("removed")];
  const differs = listed.hash !== tool.hash ? { before: tool.definition, after: listed.definition } : {};
  return [
    change(tool.state === "removed" ? "returned" : "changed", differs),
    ...(endsCorrection
      ? [change("correction_ended", { reason: "The definition it was about is no longer listed." })]
      : []),
  ];
}

/**
 * Writes listings in the caller's transaction, many at once. The caller holds the agents, settles them and records the events.
 * @throws CountersignError `conflict` when somebody rated or decided about one of the tools at this moment
 */
export async function writeListings(tx: SqlTx, ctx: Context, prepared: readonly PreparedListing[]): Promise<void> {
  await putServers(
    tx,
    prepared.flatMap(({ puts, server }) => (puts ? [server] : [])),
    ctx.now,
  );
  await insertTools(
    tx,
    prepared.flatMap(({ added }) => added),
  );
  const moved = prepared.flatMap((one) => one.moved.map((tool) => ({ tool, agent: one.agent })));
  const written = await updateTools(
    tx,
    moved.map(({ tool }) => tool),
  );
  const lost = moved.find(({ tool }) => !written.has(tool.id));
  if (lost) throw lostRace(lost.agent.name);
  await touchTools(
    tx,
    prepared.flatMap(({ untouched }) => untouched.map(({ id }) => id)),
    ctx.now,
  );
  const byId = ctx.actor.kind === "user" ? ctx.actor.id : null;
  await insertToolChanges(
    tx,
    prepared.flatMap(({ changes }) => changes),
    { at: ctx.now, byId },
  );
}

/** Whether a listing brought anything that people should know of. */
export function bringsSomething({ listed }: PreparedListing): boolean {
  return listed.added + listed.changed + listed.removed + listed.back > 0;
}

/** What a listing brought, as the log says it. */
export function listedEvents({ agent, server, listed, uncorrected }: PreparedListing): NewEvent[] {
  const event: NewEvent = {
    type: "agent.tools_listed",
    targetId: agent.id,
    agentId: agent.id,
    details: { name: agent.name, environment: agent.environment, server: server.name, ...listed },
  };
  return [event, ...uncorrected.map((tool) => correctionEnded(agent, tool, "definition_changed"))];
}
