"use client";

import { ChevronsUpDown, CircleUser, Keyboard, LogOut, SlidersHorizontal } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { cn } from "@/components/cn";
import { Avatar } from "@/components/ui/avatar";
import { buttonVariants } from "@/components/ui/button";
import {
  Menu,
  MenuContent,
  MenuGroup,
  MenuItem,
  MenuLabel,
  MenuLinkItem,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
  MenuTrigger,
} from "@/components/ui/menu";
import { setTheme, THEMES, useTheme } from "./theme";

export interface ShellPerson {
  id: string;
  name: string;
  email: string;
  /** As people read them: "Compliance", "Owner, Payments". */
  roles: readonly string[];
}

export interface PersonMenuProps {
  person: ShellPerson;
  folded: boolean;
  onHelp: () => void;
  onSignOut: () => void;
}

/** Who is signed in and with which roles; theme, shortcuts, settings, sign out. */
export function PersonMenu({ person, folded, onHelp, onSignOut }: PersonMenuProps) {
  const { theme } = useTheme();
  return (
    <Menu>
      <MenuTrigger
        className={cn(
          buttonVariants({ variant: "ghost" }),
          "h-10 w-full justify-start gap-2 px-1.5 text-left",
          folded && "justify-center px-0",
        )}
      >
        <Avatar name={person.name} />
        {folded ? (
          <span className="sr-only">{person.name}</span>
        ) : (
          <>
            <span className="min-w-0 flex-1">
              <span className="block truncate text-foreground leading-4">{person.name}</span>
              <span className="block truncate font-normal text-2xs text-muted-foreground leading-4">
                {person.roles[0] ?? "No role yet"}
                {person.roles.length > 1 ? ` and ${person.roles.length - 1} more` : ""}
              </span>
            </span>
            <ChevronsUpDown aria-hidden className="size-3.5" />
          </>
        )}
      </MenuTrigger>
      <MenuContent side="top" className="w-60">
        <div className="px-2 pt-1.5 pb-2">
          <p className="truncate font-medium">{person.name}</p>
          <p className="truncate text-muted-foreground text-xs">{person.email}</p>
          <p className="mt-1.5 flex flex-wrap gap-1">
            {person.roles.map((role) => (
              <span key={role} className="rounded-sm border border-border bg-muted px-1.5 text-2xs leading-4.5">
                {role}
              </span>
            ))}
          </p>
        </div>
        <MenuSeparator />
        <MenuGroup>
          <MenuLabel>Appearance</MenuLabel>
          <MenuRadioGroup value={theme} onValueChange={setTheme}>
            {THEMES.map(({ value, label }) => (
              <MenuRadioItem key={value} value={value}>
                {label}
              </MenuRadioItem>
            ))}
          </MenuRadioGroup>
        </MenuGroup>
        <MenuSeparator />
        <MenuLinkItem render={<Link href={"/account" as Route} />}>
          <CircleUser aria-hidden /> Your account
        </MenuLinkItem>
        <MenuLinkItem render={<Link href={"/settings" as Route} />}>
          <SlidersHorizontal aria-hidden /> Settings
        </MenuLinkItem>
        <MenuItem onClick={onHelp} shortcut="?">
          <Keyboard aria-hidden /> Keyboard shortcuts
        </MenuItem>
        <MenuSeparator />
        <MenuItem onClick={onSignOut}>
          <LogOut aria-hidden /> Sign out
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}
