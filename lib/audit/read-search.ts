import type { Context } from "@/lib/context";
import { readable } from "./queries";
import { findNamed } from "./reading/naming/store";
import type { Seen } from "./reading/where";
import { type AuditSearch, auditSearchSchema, type SearchProblem } from "./search";
import { type NamedValue, parseSearch } from "./search-language";

/**
 * A search as it was written, with the names in it looked up among what the caller knows of (L4). What was not understood is
 * left out of the search and told with its place in the text.
 * @throws CountersignError `forbidden`
 */
export async function readSearch(
  ctx: Context,
  text: string,
): Promise<{ search: AuditSearch; problems: SearchProblem[] }> {
  const seen = await readable(ctx);
  const parsed = parseSearch(text);
  const search = auditSearchSchema.parse(parsed.search);
  const problems = [...parsed.problems];
  const [last] = parsed.names.slice(MOST_NAMES);
  if (last)
    problems.push({ message: `Name up to ${MOST_NAMES} by name, the others by id.`, from: last.from, to: text.length });
  for (const named of parsed.names.slice(0, MOST_NAMES)) {
    const message = await lookUp(seen, search, named);
    if (message) problems.push({ message, from: named.from, to: named.to });
  }
  const fits = auditSearchSchema.safeParse(search);
  if (fits.success) return { search, problems };
  problems.push({ message: "Name fewer values in one search.", from: 0, to: text.length });
  return { search: auditSearchSchema.parse(parsed.search), problems };
}

/** Each name is looked up: a search that was written to be long must not keep the database at it. */
const MOST_NAMES = 20;

const NOUN = { agentId: "agent", personId: "person", actorId: "one who acted", policy: "policy" } as const;

/** Puts the id that the name stands for into the search. @returns what is wrong with the name */
async function lookUp(seen: Seen, search: AuditSearch, { field, name, not }: NamedValue): Promise<string | null> {
  if (name.includes("\0")) return "A name holds no NUL character.";
  const found = await findNamed(seen, field, name);
  const [first, second] = found;
  if (!first) return `There is no ${NOUN[field]} “${name}”: write the name as its page has it, or its id.`;
  if (second) {
    const choice = found.slice(0, 3).map((one) => `${one.name} (${one.id})`);
    return `“${name}” may be ${choice.join(", ")}${found.length > 3 ? " or another" : ""}: use the id.`;
  }
  const into = not ? search.not : search;
  into[field] = [...new Set([...into[field], first.id])];
  return null;
}
