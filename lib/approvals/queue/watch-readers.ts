import { watchSessions } from "@/lib/accounts";
import type { Actor } from "@/lib/context";
import type { QueueBroadcast } from "./broadcast";

/**
 * Ends the streams of whoever is not signed in any more, or has other roles than when the stream was opened: one statement for all.
 * Never rejects.
 */
export async function watchReaders(queue: QueueBroadcast): Promise<void> {
  const readers = [...queue.readers].filter((reader) => reader.actor.kind === "user");
  if (!readers.length) return;
  try {
    const ids = readers.map(({ actor }) => sessionOf(actor));
    const alive = await watchSessions([...new Set(ids)], new Date());
    const rolesBySession = new Map(alive.map(({ sessionId, grants }) => [sessionId, rolesOf(grants)]));
    for (const reader of readers) {
      const roles = rolesBySession.get(sessionOf(reader.actor));
      if (roles === undefined) queue.end(reader, "signed_out");
      else if (reader.actor.kind === "user" && roles !== rolesOf(reader.actor.grants)) queue.end(reader, "reload");
    }
  } catch {
    // Nobody knows who may still listen: all come back, and are asked who they are.
    queue.endAll("resume");
  }
}

const sessionOf = (actor: Actor) => (actor.kind === "user" ? actor.sessionId : "");
const rolesOf = (grants: readonly { role: string; teamId: string | null }[]) =>
  grants
    .map(({ role, teamId }) => `${role} ${teamId ?? ""}`)
    .sort()
    .join("\n");
