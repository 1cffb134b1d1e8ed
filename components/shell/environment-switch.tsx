"use client";

import { ChevronsUpDown, Layers } from "lucide-react";
import type { Route } from "next";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { cn } from "@/components/cn";
import { buttonVariants } from "@/components/ui/button";
import {
  Menu,
  MenuContent,
  MenuGroup,
  MenuLabel,
  MenuRadioGroup,
  MenuRadioItem,
  MenuTrigger,
} from "@/components/ui/menu";
import { type ChosenEnvironment, ENVIRONMENT_COOKIE, environmentFrom, rememberInBrowser } from "./cookies";

const CHOICES = [
  { value: "all", label: "All environments", short: "All" },
  { value: "development", label: "Development", short: "Dev" },
  { value: "staging", label: "Staging", short: "Stg" },
  { value: "production", label: "Production", short: "Prod" },
] as const;

/** Which environment the lists show. Kept in this browser, and put into the address of the list at hand. */
export function EnvironmentSwitch({ chosen, folded }: { chosen: ChosenEnvironment | null; folded: boolean }) {
  const router = useRouter();
  const pathname = usePathname();
  const search = useSearchParams();
  const current = CHOICES.find(({ value }) => value === (chosen ?? "all")) ?? CHOICES[0];

  function choose(value: string): void {
    const environment = environmentFrom(value);
    rememberInBrowser(ENVIRONMENT_COOKIE, environment);
    const next = new URLSearchParams(search);
    // A cursor belongs to the list it came from.
    for (const stale of ["env", "cursor"]) next.delete(stale);
    if (environment && pathname === "/agents") next.set("env", environment);
    if (pathname === "/agents") router.replace(`/agents?${next}` as Route);
    router.refresh();
  }

  return (
    <Menu>
      <MenuTrigger
        aria-label={`Environment: ${current.label}`}
        className={cn(
          buttonVariants({ variant: "ghost", size: "md" }),
          "w-full justify-start px-2 text-foreground",
          folded && "h-9 flex-col justify-center gap-0 px-0 text-2xs",
        )}
      >
        <Layers aria-hidden className={folded ? "size-3.5" : "text-muted-foreground"} />
        <span className="truncate">{folded ? current.short : current.label}</span>
        {folded ? null : <ChevronsUpDown aria-hidden className="ml-auto size-3.5 text-muted-foreground" />}
      </MenuTrigger>
      <MenuContent className="w-52">
        <MenuGroup>
          <MenuLabel>Lists show</MenuLabel>
          <MenuRadioGroup value={current.value} onValueChange={choose}>
            {CHOICES.map(({ value, label }) => (
              <MenuRadioItem key={value} value={value} closeOnClick>
                {label}
              </MenuRadioItem>
            ))}
          </MenuRadioGroup>
        </MenuGroup>
      </MenuContent>
    </Menu>
  );
}
