"use client";

import { Dialog } from "@base-ui/react/dialog";
import { Command as Cmdk } from "cmdk";
import { CornerDownLeft, LoaderCircle, Search } from "lucide-react";
import type { Route } from "next";
import { type ReactNode, useState } from "react";
import { scrimClass } from "@/components/ui/dialog-parts";
import { Kbd } from "@/components/ui/kbd";
import { type Command, commandsFor, matchesCommand } from "./commands";
import type { Room } from "./nav";
import { HIT_ICONS, iconOfCommand } from "./palette-icons";
import { addRecent, type RecentHit, readRecent } from "./recent";
import { type PaletteSearch, usePaletteSearch } from "./use-palette-search";

export interface PaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  personId: string;
  rooms: readonly Room[];
  environment: string | null;
  onGo: (href: Route) => void;
  onRun: (name: Extract<Command["act"], { run: string }>["run"]) => void;
}

/** Finds agents, people, events, imports, pages and actions. Loaded when first opened. */
export function Palette({ open, onOpenChange, ...rest }: PaletteProps) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className={scrimClass} />
        <Dialog.Popup className="fixed top-[12dvh] left-1/2 z-50 w-[calc(100vw-1.5rem)] max-w-2xl -translate-x-1/2 overflow-hidden rounded-xl border border-border bg-popover text-foreground shadow-lg outline-none transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0 max-sm:top-3">
          <Dialog.Title className="sr-only">Find or do anything</Dialog.Title>
          <PaletteBody {...rest} onClose={() => onOpenChange(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type BodyProps = Omit<PaletteProps, "open" | "onOpenChange"> & { onClose: () => void };

function PaletteBody({ personId, rooms, environment, onGo, onRun, onClose }: BodyProps) {
  const [query, setQuery] = useState("");
  const [recent] = useState(() => readRecent(personId));
  const search = usePaletteSearch(query);
  const commands = commandsFor(rooms, environment).filter((command) => matchesCommand(command, query));

  function openHit(hit: RecentHit): void {
    addRecent(personId, hit);
    onClose();
    onGo(hit.href as Route);
  }
  function runCommand(command: Command): void {
    onClose();
    if ("href" in command.act) onGo(command.act.href);
    else onRun(command.act.run);
  }

  const typed = query.trim() !== "";
  return (
    <Cmdk shouldFilter={false} loop label="Find or do anything" className="flex max-h-[min(30rem,76dvh)] flex-col">
      <div className="flex items-center gap-2.5 border-border border-b px-4">
        {search.state === "asking" ? (
          <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin text-muted-foreground" />
        ) : (
          <Search aria-hidden className="size-4 shrink-0 text-muted-foreground" />
        )}
        <Cmdk.Input
          value={query}
          onValueChange={setQuery}
          placeholder="Find an agent, a person, an event, or type what you want to do"
          className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-muted-foreground max-sm:text-[1rem]"
        />
        <Kbd keys="Esc" className="max-sm:hidden" />
      </div>
      <Failures search={search} />
      <Cmdk.List className="min-h-0 flex-1 scroll-py-2 overflow-y-auto p-1.5">
        <Cmdk.Empty className="px-3 py-8 text-center text-muted-foreground">
          {search.state === "asking" ? "Searching…" : "Nothing you may see matches."}
        </Cmdk.Empty>
        {typed ? null : <Hits label="Recent" hits={recent} onOpen={openHit} />}
        {search.groups.map((group) => (
          <Hits
            key={group.kind}
            label={group.label}
            hits={group.hits.map((hit) => ({ ...hit, kind: group.kind }))}
            onOpen={openHit}
          />
        ))}
        <Commands commands={commands} onRun={runCommand} />
      </Cmdk.List>
      <footer className="flex items-center gap-4 border-border border-t bg-muted px-4 py-2 text-muted-foreground text-xs max-sm:hidden">
        <span className="flex items-center gap-1.5">
          <Kbd keys="↑ ↓" /> choose
        </span>
        <span className="flex items-center gap-1.5">
          <Kbd keys="⏎" /> open
        </span>
      </footer>
    </Cmdk>
  );
}

/** What could not be asked, above the list: a failure must not look like "nothing found". */
function Failures({ search }: { search: PaletteSearch }) {
  const failed = search.groups.filter((group) => group.failed).map((group) => group.label);
  if (search.state !== "failed" && failed.length === 0) return null;
  return (
    <p role="alert" className="border-border border-b px-4 py-2 text-danger text-xs">
      {search.state === "failed"
        ? "The search did not answer. Pages and actions still work; type again to retry."
        : `Not searched just now: ${failed.join(", ")}.`}
    </p>
  );
}

function Hits({
  label,
  hits,
  onOpen,
}: {
  label: string;
  hits: readonly RecentHit[];
  onOpen: (hit: RecentHit) => void;
}) {
  if (hits.length === 0) return null;
  return (
    <Cmdk.Group heading={label} className={GROUP}>
      {hits.map((hit) => {
        const Icon = HIT_ICONS[hit.kind];
        return (
          <Line key={hit.id} value={`${label}-${hit.id}`} onSelect={() => onOpen(hit)} icon={<Icon aria-hidden />}>
            <span className="truncate">{hit.label}</span>
            <span className="ml-auto shrink-0 truncate pl-3 text-muted-foreground text-xs max-sm:hidden">
              {hit.hint}
            </span>
          </Line>
        );
      })}
    </Cmdk.Group>
  );
}

function Commands({ commands, onRun }: { commands: readonly Command[]; onRun: (command: Command) => void }) {
  return (["Go to", "Do"] as const).map((label) => {
    const own = commands.filter((command) => command.group === label);
    if (own.length === 0) return null;
    return (
      <Cmdk.Group key={label} heading={label} className={GROUP}>
        {own.map((command) => {
          const Icon = iconOfCommand(command);
          return (
            <Line key={command.id} value={command.id} onSelect={() => onRun(command)} icon={<Icon aria-hidden />}>
              <span className="truncate">{command.label}</span>
              <span className="truncate text-muted-foreground text-xs max-sm:hidden">{command.hint}</span>
              {command.keys ? <Kbd keys={command.keys} className="ml-auto max-sm:hidden" /> : null}
            </Line>
          );
        })}
      </Cmdk.Group>
    );
  });
}

const GROUP =
  "[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted-foreground [&_[cmdk-group-heading]]:text-xs";

function Line(props: { value: string; onSelect: () => void; icon: ReactNode; children: ReactNode }) {
  return (
    <Cmdk.Item
      value={props.value}
      onSelect={props.onSelect}
      className="group flex min-h-9 cursor-default select-none items-center gap-2.5 rounded-md px-2.5 text-sm data-[selected=true]:bg-accent [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted-foreground"
    >
      {props.icon}
      {props.children}
      <CornerDownLeft aria-hidden className="hidden group-data-[selected=true]:block" />
    </Cmdk.Item>
  );
}
