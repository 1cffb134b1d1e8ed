"use client";

import { Menu as MenuIcon, Search } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { cn } from "@/components/cn";
import { IconButton } from "@/components/ui/button";
import { lateParts } from "@/components/ui/late-parts";
import { lateWhole } from "@/components/ui/late-popup";
import { Sheet, SheetContent } from "@/components/ui/sheet";
import { toast } from "@/components/ui/toast";
import { TooltipProvider } from "@/components/ui/tooltip";
import type { Command } from "./commands";
import { ConnectionNotice } from "./connection-notice";
import { type ChosenEnvironment, NAV_COOKIE, rememberInBrowser } from "./cookies";
import { DemoBanner } from "./demo-banner";
import { Wordmark } from "./logo";
import { type NavCounts, openRooms, roomHref } from "./nav";
import type { ShellPerson } from "./person-menu";
import { forgetRecent } from "./recent";
import { useShortcuts } from "./shortcuts";
import { Sidebar } from "./sidebar";
import { signOut } from "./sign-out";
import { setTheme, type Theme, usePreferredTheme } from "./theme";
import { usePageFocus } from "./use-page-focus";

const Palette = lateWhole(
  lateParts(() => import("./palette")),
  (parts) => parts.Palette,
);
const HelpDialog = lateWhole(
  lateParts(() => import("./help-dialog")),
  (parts) => parts.HelpDialog,
);

export interface ShellProps {
  person: ShellPerson;
  /** Rooms that this person may not enter, by their ids. */
  closed: readonly string[];
  counts: NavCounts;
  environment: ChosenEnvironment | null;
  folded: boolean;
  demo: boolean;
  /** What must be seen on every page, such as what is stopped. */
  alarm?: ReactNode;
  /** The person's preference: single keys on or off. */
  shortcuts: boolean;
  /** The theme the person chose for every browser; what this browser chose goes before it. */
  theme: "system" | "light" | "dark";
  children: ReactNode;
}

/** The console around every page: navigation, palette, shortcuts, notices, and one main region. Chrome only, never a guard. */
export function Shell(props: ShellProps) {
  const { person, counts, environment, demo, shortcuts, children } = props;
  const [folded, setFolded] = useState(props.folded);
  const [open, setOpen] = useState<"palette" | "help" | "drawer" | null>(null);
  const router = useRouter();
  usePreferredTheme(props.theme);
  usePageFocus("main");

  const show = (what: "palette" | "help") => setOpen(what);
  function fold(): void {
    rememberInBrowser(NAV_COOKIE, folded ? null : "folded");
    setFolded(!folded);
  }
  async function leave(): Promise<void> {
    forgetRecent(person.id);
    try {
      await signOut();
    } catch {
      toast.error("You are still signed in", { description: "The console did not answer. Try again in a moment." });
    }
  }
  function run(name: Extract<Command["act"], { run: string }>["run"]): void {
    if (name === "help") show("help");
    else if (name === "sign-out") void leave();
    else setTheme(name.replace("theme-", "") as Theme);
  }
  const go = (href: Route) => router.push(href);
  const rooms = openRooms(props.closed);
  const roomKeys = Object.fromEntries(rooms.map((room) => [`g ${room.key}`, () => go(roomHref(room, environment))]));
  useShortcuts({
    enabled: shortcuts,
    onPalette: () => show("palette"),
    keys: { ...roomKeys, "?": () => show("help"), "/": focusPageSearch, "[": fold },
  });

  const sidebar = { person, rooms, counts, environment, onPalette: () => show("palette"), onHelp: () => show("help") };
  return (
    <TooltipProvider>
      <a
        href="#main"
        className="sr-only z-70 rounded-md bg-primary px-3 py-2 font-medium text-primary-foreground focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the content
      </a>
      <div
        className={cn(
          "min-h-dvh lg:grid print:block",
          folded ? "lg:grid-cols-[3.5rem_1fr]" : "lg:grid-cols-[15rem_1fr]",
        )}
      >
        <aside className="sticky top-0 hidden h-dvh border-border border-r bg-background lg:block print:hidden">
          <Sidebar {...sidebar} folded={folded} onFold={fold} onSignOut={() => void leave()} />
        </aside>
        <div className="flex min-w-0 flex-col">
          {demo ? <DemoBanner /> : null}
          {props.alarm}
          <ConnectionNotice />
          <TopBar onMenu={() => setOpen("drawer")} onPalette={() => show("palette")} />
          <main id="main" tabIndex={-1} className="min-w-0 flex-1 px-4 pt-5 pb-12 sm:px-6 print:p-0">
            {children}
          </main>
        </div>
      </div>
      <Sheet open={open === "drawer"} onOpenChange={(next) => setOpen(next ? "drawer" : null)}>
        <SheetContent title="Navigation" side="left" bare className="w-72 max-w-[85vw]">
          <Sidebar {...sidebar} folded={false} onSignOut={() => void leave()} onNavigate={() => setOpen(null)} />
        </SheetContent>
      </Sheet>
      <Palette
        open={open === "palette"}
        onOpenChange={(next) => setOpen(next ? "palette" : null)}
        personId={person.id}
        rooms={rooms}
        environment={environment}
        onGo={go}
        onRun={run}
      />
      <HelpDialog
        rooms={rooms}
        open={open === "help"}
        onOpenChange={(next) => setOpen(next ? "help" : null)}
        enabled={shortcuts}
      />
    </TooltipProvider>
  );
}

/** `/` goes to the page's own search box; pages without one leave the key alone. */
function focusPageSearch(): void {
  const box = document.querySelector<HTMLInputElement>("[data-page-search]");
  box?.focus();
  box?.select();
}

function TopBar({ onMenu, onPalette }: { onMenu: () => void; onPalette: () => void }) {
  return (
    <header className="sticky top-0 z-30 flex h-12 items-center justify-between border-border border-b bg-background px-2 lg:hidden print:hidden">
      <IconButton label="Open the navigation" onClick={onMenu} className="size-9">
        <MenuIcon aria-hidden />
      </IconButton>
      <Link href="/" aria-label="Countersign, home" className="rounded-md px-1.5 py-1">
        <Wordmark />
      </Link>
      <IconButton label="Find or do anything" onClick={onPalette} className="size-9">
        <Search aria-hidden />
      </IconButton>
    </header>
  );
}
