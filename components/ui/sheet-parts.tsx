"use client";

import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import type { ReactNode } from "react";
import { cn } from "@/components/cn";
import { CloseCorner, scrimClass } from "./dialog-parts";

export const Sheet = BaseDialog.Root;
export const SheetTrigger = BaseDialog.Trigger;

export interface SheetContentProps {
  title: ReactNode;
  /** Under the title: status, owner, a link to the full page. */
  subtitle?: ReactNode;
  side?: "left" | "right";
  footer?: ReactNode;
  /** Leaves the title to readers and shows only the content (the navigation drawer). */
  bare?: boolean;
  className?: string;
  children: ReactNode;
}

/** A panel at the side for a quick look; full width on a phone. `modal={false}` on Sheet keeps the list behind usable. */
export function SheetContent(props: SheetContentProps) {
  const { title, subtitle, side = "right", footer, bare = false, className, children } = props;
  return (
    <BaseDialog.Portal>
      <BaseDialog.Backdrop className={scrimClass} />
      <BaseDialog.Popup
        className={cn(
          "fixed inset-y-0 z-50 flex w-full max-w-120 flex-col border-border bg-popover text-foreground shadow-lg outline-none transition-[translate,opacity] duration-150 ease-out",
          side === "right"
            ? "right-0 border-l data-ending-style:translate-x-6 data-starting-style:translate-x-6"
            : "left-0 border-r data-ending-style:-translate-x-6 data-starting-style:-translate-x-6",
          "data-ending-style:opacity-0 data-starting-style:opacity-0",
          className,
        )}
      >
        <header
          className={cn("flex items-start justify-between gap-3 border-border border-b px-5 py-3.5", bare && "sr-only")}
        >
          <div className="min-w-0 pr-8">
            <BaseDialog.Title className="truncate font-semibold text-lg">{title}</BaseDialog.Title>
            {subtitle ? <div className="mt-0.5 text-muted-foreground">{subtitle}</div> : null}
          </div>
        </header>
        <div className={cn("min-h-0 flex-1 overflow-y-auto", bare ? "" : "px-5 py-4")}>{children}</div>
        {footer ? (
          <footer className="flex flex-wrap justify-end gap-2 border-border border-t bg-muted px-5 py-3">
            {footer}
          </footer>
        ) : null}
        {bare ? <BaseDialog.Close className="sr-only">Close</BaseDialog.Close> : <CloseCorner />}
      </BaseDialog.Popup>
    </BaseDialog.Portal>
  );
}
