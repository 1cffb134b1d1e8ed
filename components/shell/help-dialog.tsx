"use client";

import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import type { Room } from "./nav";
import { shortcutGroups } from "./shortcut-list";

export interface HelpDialogProps {
  rooms: readonly Room[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Whether this person has single keys turned on. */
  enabled: boolean;
}

/** Every shortcut, and where to turn them off. */
export function HelpDialog({ rooms, open, onOpenChange, enabled }: HelpDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title="Keyboard shortcuts"
        description={
          enabled
            ? "Single keys can be turned off under Settings."
            : "Single keys are turned off for you; only ⌘K (Ctrl K) works. Turn them on under Settings."
        }
      >
        <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
          {shortcutGroups(rooms).map((group) => (
            <section key={group.label}>
              <h3 className="mb-1.5 font-medium text-muted-foreground text-xs">{group.label}</h3>
              <dl className="grid gap-1">
                {group.entries.map((entry) => (
                  <div key={entry.keys} className="flex min-h-6 items-center justify-between gap-4">
                    <dt>{entry.does}</dt>
                    <dd>
                      <Kbd keys={entry.keys} />
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </DialogContent>
    </Dialog>
  );
}
