"use client";

import { PanelLeftClose, PanelLeftOpen, Search } from "lucide-react";
import Link from "next/link";
import { cn } from "@/components/cn";
import { buttonVariants, IconButton } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import type { ChosenEnvironment } from "./cookies";
import { EnvironmentSwitch } from "./environment-switch";
import { Logo, Wordmark } from "./logo";
import type { NavCounts, Room } from "./nav";
import { NavList } from "./nav-list";
import { PersonMenu, type ShellPerson } from "./person-menu";

export interface SidebarProps {
  person: ShellPerson;
  rooms: readonly Room[];
  counts: NavCounts;
  environment: ChosenEnvironment | null;
  /** Icons only. */
  folded: boolean;
  /** Absent in the drawer, which closes instead. */
  onFold?: () => void;
  onPalette: () => void;
  onHelp: () => void;
  onSignOut: () => void;
  onNavigate?: () => void;
}

/** What stands at the left: mark, search, environment, rooms, person. The same in the drawer of a small screen. */
export function Sidebar(props: SidebarProps) {
  const { person, rooms, counts, environment, folded, onFold, onPalette, onHelp, onSignOut, onNavigate } = props;
  return (
    <div className={cn("flex h-full min-h-0 flex-col gap-3 py-3", folded ? "px-2" : "px-3")}>
      <div className={cn("flex items-center justify-between", folded && "flex-col gap-2")}>
        <Link href="/" aria-label="Countersign, home" onClick={onNavigate} className="rounded-md px-1.5 py-1">
          {folded ? <Logo /> : <Wordmark />}
        </Link>
        {onFold ? (
          <IconButton
            label={folded ? "Unfold the navigation" : "Fold the navigation"}
            shortcut="["
            size="sm"
            aria-expanded={!folded}
            onClick={onFold}
          >
            {folded ? <PanelLeftOpen aria-hidden /> : <PanelLeftClose aria-hidden />}
          </IconButton>
        ) : null}
      </div>
      <div className="grid gap-1">
        <PaletteButton folded={folded} onPress={onPalette} />
        <EnvironmentSwitch chosen={environment} folded={folded} />
      </div>
      <div className="more-below -mx-1 min-h-0 flex-1 scroll-pb-12 overflow-y-auto px-1 pb-2">
        <NavList rooms={rooms} counts={counts} environment={environment} folded={folded} onNavigate={onNavigate} />
      </div>
      <PersonMenu person={person} folded={folded} onHelp={onHelp} onSignOut={onSignOut} />
    </div>
  );
}

function PaletteButton({ folded, onPress }: { folded: boolean; onPress: () => void }) {
  if (folded) {
    return (
      <IconButton label="Find or do anything" shortcut="⌘K" className="w-full" onClick={onPress}>
        <Search aria-hidden />
      </IconButton>
    );
  }
  return (
    <button
      type="button"
      onClick={onPress}
      className={cn(
        buttonVariants({ variant: "outline" }),
        "w-full justify-start px-2 font-normal text-muted-foreground",
      )}
    >
      <Search aria-hidden />
      <span className="truncate">Find or do anything</span>
      <Kbd keys="⌘K" className="ml-auto" />
    </button>
  );
}
