import {
  Bot,
  Building2,
  FileInput,
  Inbox,
  type LucideIcon,
  ScrollText,
  SlidersHorizontal,
  UsersRound,
} from "lucide-react";

/** One icon for each room of nav.ts, by its id. */
export const ROOM_ICONS: Readonly<Record<string, LucideIcon>> = {
  inbox: Inbox,
  agents: Bot,
  imports: FileInput,
  suppliers: Building2,
  audit: ScrollText,
  people: UsersRound,
  settings: SlidersHorizontal,
};
