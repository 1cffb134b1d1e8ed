import { can, visibility } from "@/lib/access";
import type { Actor } from "@/lib/context";
import type { Ref } from "./search";
import { findNames } from "./store";

const SYSTEM_NAMES: Record<string, string> = {
  "command-line": "The command line",
  seed: "The demo seed",
  worker: "The worker",
  sequencer: "The sequencer",
  "sign-in": "The sign-in page",
  setup: "The first setup",
  api: "The API",
  gateway: "The gateway",
  "evidence-link": "Whoever holds an evidence link",
  "self-audit": "The self-audit",
};

/**
 * Names for the ids that events mention, in one round trip. The log itself holds ids only (they are pseudonyms that erasure
 * can cut); the names are those of today. What has no name is absent from the map, and so is what the reader may not see: an event
 * about their agent may mention an agent of another team, and anybody may write an id into a text.
 */
export async function namesOf(
  reader: Actor,
  mentioned: readonly { kind: string; id: string }[],
): Promise<Map<string, Ref>> {
  const names = new Map<string, Ref>();
  for (const { kind, id } of mentioned) {
    if (kind === "system") names.set(id, { kind, id, name: SYSTEM_NAMES[id] ?? `System: ${id}` });
    if (kind === "log") names.set(id, { kind, id, name: "the audit log" });
  }
  const ids = [
    ...new Set(
      mentioned
        .map((mention) => mention.id)
        .filter((id) => /^(per|agt|tem|grp|imp|ses|sup|tpl|res|iss|pol|kil|whk|std|cmp|cdf|aky|exp|hld)_/.test(id)),
    ),
  ];
  if (ids.length === 0) return names;
  const { everything, teamIds } = visibility(reader, "agents.read");
  const knows = { everything, teamIds, wholeLog: can(reader, "audit.read"), readerId: reader.id };
  for (const row of await findNames(ids, knows)) names.set(row.id, row);
  return names;
}
