import {
  ArrowRight,
  Bot,
  FileInput,
  Keyboard,
  LogOut,
  type LucideIcon,
  Plus,
  ScrollText,
  SunMoon,
  UserRound,
} from "lucide-react";
import type { Command } from "./commands";
import { ROOM_ICONS } from "./nav-icons";
import type { PaletteKind } from "./palette-results";

export const HIT_ICONS: Readonly<Record<PaletteKind, LucideIcon>> = {
  agent: Bot,
  person: UserRound,
  event: ScrollText,
  import: FileInput,
};

const ACT_ICONS: Readonly<Record<string, LucideIcon>> = {
  register: Plus,
  import: FileInput,
  help: Keyboard,
  light: SunMoon,
  dark: SunMoon,
  system: SunMoon,
  "sign-out": LogOut,
};

export function iconOfCommand(command: Command): LucideIcon {
  return ROOM_ICONS[command.id.replace(/^go-/, "")] ?? ACT_ICONS[command.id] ?? ArrowRight;
}
