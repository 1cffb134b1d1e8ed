import { Bot, FileInput, Inbox, type LucideIcon, ScrollText, SlidersHorizontal, UsersRound } from "lucide-react";

/** One icon for each room of nav.ts, by its id. */
export const ROOM_ICONS: Readonly<Record<string, LucideIcon>> = {
  inbox: Inbox,
  agents: Bot,
  imports: FileInput,
  audit: ScrollText,
  people: UsersRound,
  settings: SlidersHorizontal,
};
