import type { Route } from "next";
import { type Room, roomHref } from "./nav";

/** Something the palette can do without asking the server. */
export interface Command {
  id: string;
  label: string;
  hint: string;
  group: "Go to" | "Do";
  keys?: string;
  act: { href: Route } | { run: "help" | "sign-out" | "theme-light" | "theme-dark" | "theme-system" };
}

/** The commands of this release. Whether an act is allowed is decided by the verb behind the page, not here. */
export function commandsFor(rooms: readonly Room[], environment: string | null): readonly Command[] {
  return [
    ...rooms.map(
      (room): Command => ({
        id: `go-${room.id}`,
        label: room.label,
        hint: room.hint,
        group: "Go to",
        keys: `g ${room.key}`,
        act: { href: roomHref(room, environment) },
      }),
    ),
    ...ACTS,
  ];
}

const ACTS: readonly Command[] = [
  {
    id: "register",
    label: "Register an agent",
    hint: "By hand, with an owner and a sponsor",
    group: "Do",
    act: { href: "/agents/new" as Route },
  },
  {
    id: "import",
    label: "Import agents from a file",
    hint: "MCP tools, registry entries, agent cards, CSV; dry run first",
    group: "Do",
    act: { href: "/imports/new" as Route },
  },
  {
    id: "stop",
    label: "Stop an agent now",
    hint: "Kill switch: one agent, a tool, an owner, a provider, a tier or everything",
    group: "Do",
    act: { href: "/kill-switch/throw" as Route },
  },
  {
    id: "account",
    label: "Your account",
    hint: "Passkeys, absence, e-mail and sessions",
    group: "Go to",
    act: { href: "/account" as Route },
  },
  { id: "help", label: "Show keyboard shortcuts", hint: "", group: "Do", keys: "?", act: { run: "help" } },
  { id: "light", label: "Use the light theme", hint: "", group: "Do", act: { run: "theme-light" } },
  { id: "dark", label: "Use the dark theme", hint: "", group: "Do", act: { run: "theme-dark" } },
  { id: "system", label: "Use the system's theme", hint: "", group: "Do", act: { run: "theme-system" } },
  { id: "sign-out", label: "Sign out", hint: "", group: "Do", act: { run: "sign-out" } },
];

/** Whether every word of the query begins a word of the command. */
export function matchesCommand(command: Command, query: string): boolean {
  const words = `${command.label} ${command.hint}`.toLowerCase().split(/\W+/u);
  return query
    .toLowerCase()
    .split(/\s+/u)
    .filter(Boolean)
    .every((asked) => words.some((word) => word.startsWith(asked)));
}
