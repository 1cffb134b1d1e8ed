import type { Route } from "next";
import type { Verb } from "@/lib/access";

/** What can wait for a person, counted on the server for each page. */
export type CountName = "inbox" | "approvals" | "campaigns";
export type NavCounts = Readonly<Record<CountName, number>>;

export interface Room {
  id: string;
  label: string;
  href: Route;
  /** The key after `g`. */
  key: string;
  /** One line for the palette. */
  hint: string;
  /** Which count stands beside it. */
  count?: CountName;
  /** Carries the chosen environment as `?env=`. */
  byEnvironment?: boolean;
  /** One of these opens it; absent: it is open to everybody who is signed in. */
  needs?: readonly Verb[];
}

export interface RoomGroup {
  label: string;
  rooms: readonly Room[];
}

const room = (given: Omit<Room, "href"> & { href: string }): Room => ({ ...given, href: given.href as Route });

/** The rooms of the console, by task. A new room is one line here and one icon in nav-icons.ts. */
export const ROOM_GROUPS: readonly RoomGroup[] = [
  {
    label: "Work",
    rooms: [
      room({
        id: "approvals",
        label: "Approvals",
        href: "/approvals",
        key: "q",
        hint: "Actions that wait for a person",
        count: "approvals",
      }),
      room({
        id: "campaigns",
        label: "Campaigns",
        href: "/campaigns",
        key: "v",
        hint: "Every right looked at again",
        count: "campaigns",
      }),
      room({ id: "inbox", label: "Inbox", href: "/inbox", key: "i", hint: "What waits for you", count: "inbox" }),
    ],
  },
  {
    label: "Inventory",
    rooms: [
      room({
        id: "agents",
        label: "Agents",
        href: "/agents",
        key: "a",
        hint: "Every agent and its owner",
        byEnvironment: true,
      }),
      room({ id: "risk", label: "Risk", href: "/risk", key: "k", hint: "How tiers come about, and who stands where" }),
      room({
        id: "ownership",
        label: "Ownership",
        href: "/ownership",
        key: "o",
        hint: "What nobody answers for or uses",
      }),
      room({ id: "tools", label: "Tools", href: "/tools", key: "t", hint: "What agents can call, and what waits" }),
      room({
        id: "credentials",
        label: "Credentials",
        href: "/credentials",
        key: "c",
        hint: "What agents prove themselves with",
      }),
      room({ id: "imports", label: "Imports", href: "/imports", key: "m", hint: "Files that brought agents in" }),
      room({
        id: "resources",
        label: "Resources",
        href: "/resources",
        key: "r",
        hint: "What tools reach, and who can",
      }),
      room({
        id: "reach",
        label: "What if",
        href: "/reach",
        key: "w",
        hint: "What falls when something is compromised",
      }),
      room({
        id: "suppliers",
        label: "Suppliers",
        href: "/suppliers",
        key: "u",
        hint: "Who stands behind agents and tools",
      }),
    ],
  },
  {
    label: "Decide",
    rooms: [
      room({
        id: "decisions",
        label: "Decisions",
        href: "/decisions",
        key: "d",
        hint: "What agents were answered, and why",
      }),
      room({
        id: "entitlements",
        label: "Grants",
        href: "/entitlements",
        key: "e",
        hint: "What agents may do, and who said so",
      }),
      room({ id: "policies", label: "Policies", href: "/policies", key: "y", hint: "What every call is decided by" }),
    ],
  },
  {
    label: "Emergency",
    rooms: [
      room({
        id: "kill-switch",
        label: "Kill switch",
        href: "/kill-switch",
        key: "x",
        hint: "Stop an agent or everything at once; lift; drill",
      }),
    ],
  },
  {
    label: "Evidence",
    rooms: [
      room({ id: "posture", label: "Posture", href: "/posture", key: "h", hint: "Where the organisation stands" }),
      room({
        id: "usage",
        label: "Usage",
        href: "/usage",
        key: "b",
        hint: "Calls, denials, errors and how long they take",
      }),
      room({
        id: "audit",
        label: "Audit log",
        href: "/audit",
        key: "l",
        hint: "What happened, with proof",
        needs: ["audit.read"],
      }),
      room({
        id: "evidence",
        label: "Evidence",
        href: "/evidence",
        key: "n",
        hint: "Events taken home, with proofs",
        needs: ["evidence.read"],
      }),
      room({
        id: "compliance",
        label: "Compliance",
        href: "/compliance",
        key: "f",
        hint: "Controls, and what the rows say about them",
        needs: ["controls.read", "guide.read"],
      }),
    ],
  },
  {
    label: "Organisation",
    rooms: [
      room({ id: "people", label: "People", href: "/people", key: "p", hint: "People, teams and roles" }),
      room({ id: "settings", label: "Settings", href: "/settings", key: "s", hint: "Your account and this console" }),
    ],
  },
];

export const ROOMS: readonly Room[] = ROOM_GROUPS.flatMap((group) => group.rooms);

/**
 * The rooms that a person may not enter, by their ids: no link leads there. Who follows an address to one is told who could.
 * @param may whether the person may do something anywhere
 */
export function closedRooms(may: (verb: Verb) => boolean): string[] {
  return ROOMS.filter(({ needs }) => needs && !needs.some(may)).map(({ id }) => id);
}

/** The others, in their order. */
export function openRooms(closed: readonly string[]): readonly Room[] {
  return ROOMS.filter(({ id }) => !closed.includes(id));
}

/** The room a path lies in, for the marked entry; null outside all of them. */
export function roomOf(pathname: string): Room | null {
  return ROOMS.find(({ href }) => pathname === href || pathname.startsWith(`${href}/`)) ?? null;
}

/** Where a room's link leads when an environment is chosen. */
export function roomHref(target: Room, environment: string | null): Route {
  if (!target.byEnvironment || !environment) return target.href;
  return `${target.href}?env=${environment}` as Route;
}
