import {
  Bot,
  Building2,
  Database,
  FileInput,
  Gauge,
  HeartHandshake,
  Inbox,
  type LucideIcon,
  OctagonX,
  ScrollText,
  SlidersHorizontal,
  UsersRound,
  Waypoints,
  Wrench,
} from "lucide-react";

/** One icon for each room of nav.ts, by its id. */
export const ROOM_ICONS: Readonly<Record<string, LucideIcon>> = {
  inbox: Inbox,
  agents: Bot,
  risk: Gauge,
  ownership: HeartHandshake,
  tools: Wrench,
  imports: FileInput,
  resources: Database,
  reach: Waypoints,
  suppliers: Building2,
  "kill-switch": OctagonX,
  audit: ScrollText,
  people: UsersRound,
  settings: SlidersHorizontal,
};
