import type { Room } from "./nav";

export interface ShortcutGroup {
  label: string;
  entries: readonly { keys: string; does: string }[];
}

/** Everything the keyboard does, for the help that `?` opens. */
export const shortcutGroups = (rooms: readonly Room[]): readonly ShortcutGroup[] => [
  {
    label: "Anywhere",
    entries: [
      { keys: "⌘K", does: "Find or do anything (Ctrl K)" },
      { keys: "/", does: "Search on this page" },
      { keys: "?", does: "This list" },
      { keys: "[", does: "Fold or unfold the navigation" },
      { keys: "Esc", does: "Close what is open" },
    ],
  },
  { label: "Go to", entries: rooms.map((room) => ({ keys: `g ${room.key}`, does: room.label })) },
  {
    label: "In a table",
    entries: [
      { keys: "j", does: "Next row" },
      { keys: "k", does: "Previous row" },
      { keys: "⏎", does: "Open the row" },
      { keys: "x", does: "Select the row" },
      { keys: "b", does: "Act on the selected rows" },
    ],
  },
  {
    label: "In approvals",
    entries: [
      { keys: "j", does: "Next request" },
      { keys: "k", does: "Previous request" },
      { keys: "o", does: "Open the next part that is not shown yet" },
      { keys: "a", does: "Approve: ⏎ confirms" },
      { keys: "d", does: "Deny: 1 to 7 choose the reason, ⏎ confirms" },
      { keys: "Esc", does: "Back" },
    ],
  },
];
