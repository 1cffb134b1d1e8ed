import type { Effect, PermissionDescription } from "./schema";
import {
  CONTROL_OBJECTS,
  EXCEPTIONS,
  INTRODUCTIONS,
  NO_CREDENTIALS,
  OVER_ALL,
  ROLE_NOUNS,
  TAKES_CREDENTIALS,
} from "./vocabulary-permissions";
import { nameWords } from "./words";

/**
 * What a dotted permission or the noun of a role says outright, or null where the words decide.
 * @param weighed what the words weigh: an administrator whose description begins with "view" still administers
 */
export function effectOfName({ permission, role }: PermissionDescription, weighed: Effect): Effect | null {
  if (permission !== undefined) return effectOfScope(nameWords(permission));
  if (role === undefined) return null;
  const noun = nameWords(role)
    .map((word) => ROLE_NOUNS[word])
    .find(Boolean);
  return noun === "write" && weighed === "destructive" ? null : (noun ?? null);
}

function effectOfScope(words: readonly string[]): Effect | null {
  const has = (...any: string[]) => any.some((word) => words.includes(word));
  if (
    has(
      "readwrite",
      "write",
      "manage",
      "update",
      "delete",
      "enable",
      "disable",
      "revoke",
      "full",
      "fullcontrol",
      "control",
      "admin",
    )
  )
    return "destructive";
  if (has("send", "create", "submit", "invite", "add", "upload", "append", "publish")) return "write";
  return has("read", "readbasic", "readonly", "list", "view", "search") ? "read" : null;
}

/** Tagging names things; it opens nothing. */
const LABELS_ONLY = /^(?:\w+ )?(?:un)?tag\b/;
/** A right over the caller's own things takes nothing over. */
const OWN_ONLY = /\bthe signed-in user['’]s\b|\b(?:your|their) own\b/i;

/**
 * Why holding a right can take over an environment, or null. Something that only reads does so by handing out credentials.
 * @param name the permission, action or role as given; @param description what its supplier says of it
 */
export function controlOf(name: string, description: string, effect: Effect): string | null {
  if (OWN_ONLY.test(description) && !/\ball\b/i.test(`${name} ${description}`.replaceAll(".", " "))) return null;
  const words = nameWords(name).join(" ");
  const given = `${words} . ${description.slice(0, 2000).replace(INTRODUCTIONS, "").replace(EXCEPTIONS, " ").toLowerCase()}`;
  if (TAKES_CREDENTIALS.test(given) && !NO_CREDENTIALS.test(given)) return "it hands out credentials";
  if (effect === "read" || LABELS_ONLY.test(words)) return null;
  if (OVER_ALL.test(given)) return "it reaches over everything";
  const object = CONTROL_OBJECTS.find(([pattern]) => pattern.test(given));
  return object ? `it changes ${object[1]}` : null;
}
