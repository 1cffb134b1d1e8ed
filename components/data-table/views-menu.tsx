"use client";

import { Bookmark, ChevronDown, Pin, Trash2, Users } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { lateParts } from "@/components/ui/late-parts";
import { lateWhole } from "@/components/ui/late-popup";
import {
  Menu,
  MenuContent,
  MenuGroup,
  MenuItem,
  MenuLabel,
  MenuLinkItem,
  MenuSeparator,
  MenuTrigger,
} from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import { viewQueryOf } from "./query";
import type { SavedViewItem, TableActions } from "./types";

const SaveViewDialog = lateWhole(
  lateParts(() => import("./save-view-dialog")),
  (parts) => parts.SaveViewDialog,
);

export interface ViewsMenuProps {
  area: string;
  /** What the table shows without any filter: "All agents". */
  allLabel: string;
  views: readonly SavedViewItem[];
  actions: Pick<TableActions, "saveView" | "deleteView">;
}

/** Saved addresses: one's own and shared ones. Opening one is following a link; nothing is hidden behind it. */
export function ViewsMenu({ area, allLabel, views, actions }: ViewsMenuProps) {
  const path = usePathname();
  const router = useRouter();
  const now = viewQueryOf(new URLSearchParams(useSearchParams().toString()));
  const current = views.find((view) => viewQueryOf(new URLSearchParams(view.query)) === now);
  const [saving, setSaving] = useState(false);
  const [removing, setRemoving] = useState<SavedViewItem | null>(null);

  async function remove(view: SavedViewItem): Promise<void> {
    const done = await actions.deleteView(view.id);
    if (!done.ok) throw new Error(done.message);
    toast.success(`The view “${view.name}” is gone`);
    router.refresh();
  }

  return (
    <>
      <Menu>
        <MenuTrigger render={<Button variant="outline" />}>
          <Bookmark aria-hidden />
          <span className="max-w-40 truncate">{current?.name ?? (now === "" ? allLabel : "Unsaved view")}</span>
          <ChevronDown aria-hidden className="size-3.5" />
        </MenuTrigger>
        <MenuContent className="w-64">
          <MenuLinkItem render={<Link href={`${path}?view=all` as Route} />}>{allLabel}</MenuLinkItem>
          <ViewLinks heading="My views" path={path} views={views.filter((view) => view.own)} />
          <ViewLinks heading="Shared with everyone" path={path} views={views.filter((view) => !view.own)} />
          <MenuSeparator />
          <MenuItem onClick={() => setSaving(true)}>Save this view…</MenuItem>
          {current?.own ? (
            <MenuItem destructive onClick={() => setRemoving(current)}>
              <Trash2 aria-hidden />
              Delete “{current.name}”…
            </MenuItem>
          ) : null}
        </MenuContent>
      </Menu>
      <SaveViewDialog open={saving} onOpenChange={setSaving} area={area} query={now} save={actions.saveView} />
      <ConfirmDialog
        open={removing !== null}
        onOpenChange={() => setRemoving(null)}
        title={`Delete the view “${removing?.name ?? ""}”?`}
        description={
          removing?.shared
            ? "It disappears for everyone. The rows it shows are not touched."
            : "The rows it shows are not touched."
        }
        confirmLabel="Delete the view"
        destructive
        onConfirm={() => (removing ? remove(removing) : undefined)}
      />
    </>
  );
}

function ViewLinks({ heading, path, views }: { heading: string; path: string; views: readonly SavedViewItem[] }) {
  if (views.length === 0) return null;
  return (
    <MenuGroup>
      <MenuLabel>{heading}</MenuLabel>
      {views.map((view) => (
        <MenuLinkItem key={view.id} render={<Link href={`${path}?${view.query || "view=all"}` as Route} />}>
          <span className="min-w-0 flex-1 truncate">{view.name}</span>
          {view.isDefault ? (
            <>
              <Pin aria-hidden className="text-muted-foreground" />
              <span className="sr-only">opens first</span>
            </>
          ) : null}
          {view.own && view.shared ? (
            <>
              <Users aria-hidden className="text-muted-foreground" />
              <span className="sr-only">shared</span>
            </>
          ) : null}
        </MenuLinkItem>
      ))}
    </MenuGroup>
  );
}
