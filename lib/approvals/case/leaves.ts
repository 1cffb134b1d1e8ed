import type { Json } from "@/lib/policy";

/** One value of the arguments that holds no other. */
export interface Leaf {
  /** Dotted path; a dot or backslash within a name has a backslash before it, so that no name poses as a path. */
  path: string;
  /** The same without those backslashes: how provenance names arguments. */
  plainPath: string;
  /** Names and places on the way, outermost first. */
  names: readonly string[];
  /** The path with every place in a list as "*": what the same argument of other calls has too. */
  general: string;
  value: null | boolean | number | string;
  /** What stands for an empty object or list. */
  empty: "{}" | "[]" | null;
  /** The list that it is an entry of, and its place there. */
  list: { path: string; at: number } | null;
  /** Every list that it stands in, outermost first, and its place there. */
  places: readonly { path: string; at: number }[];
  /** What else stands in the same object: a currency beside an amount. */
  siblings: { readonly [key: string]: Json };
}

interface Open {
  value: Json;
  path: string;
  plainPath: string;
  general: string;
  names: readonly string[];
  list: Leaf["list"];
  places: Leaf["places"];
  siblings: { readonly [key: string]: Json };
}

const escaped = (name: string) => name.replace(/[.\\]/g, "\\$&");
const joined = (path: string, name: string) => (path === "" ? name : `${path}.${name}`);

/**
 * Every leaf of the arguments once, in the order in which they stand. Without recursion: how deep strangers nest is theirs to say.
 * An empty name at the outside would be an empty path: it is written "\" and nothing, which no other name can be.
 */
export function leavesOf(args: { readonly [key: string]: Json }): Leaf[] {
  const found: Leaf[] = [];
  const root = { path: "", plainPath: "", general: "", names: [], list: null, places: [], siblings: {} };
  const open: Open[] = membersOf({ ...root, value: args as { [key: string]: Json } }).reverse();
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, ...place } = next;
    if (typeof value !== "object" || value === null) {
      found.push({ ...place, value, empty: null });
      continue;
    }
    const members = membersOf(next);
    if (members.length === 0) found.push({ ...place, value: null, empty: Array.isArray(value) ? "[]" : "{}" });
    else for (const member of members.reverse()) open.push(member);
  }
  return found;
}

function membersOf(parent: Open): Open[] {
  const { value } = parent;
  if (Array.isArray(value)) {
    return value.map((member, at) => ({
      value: member,
      path: joined(parent.path, String(at)),
      plainPath: joined(parent.plainPath, String(at)),
      general: joined(parent.general, "*"),
      names: [...parent.names, String(at)],
      list: { path: parent.path, at },
      places: [...parent.places, { path: parent.path, at }],
      siblings: parent.siblings,
    }));
  }
  const members = value as { readonly [key: string]: Json };
  return Object.entries(members).map(([name, member]) => ({
    value: member,
    path: joined(parent.path, name === "" ? "\\" : escaped(name)),
    plainPath: joined(parent.plainPath, name),
    general: joined(parent.general, name === "" ? "\\" : escaped(name)),
    names: [...parent.names, name],
    list: null,
    places: parent.places,
    siblings: members,
  }));
}
