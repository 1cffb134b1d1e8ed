"use client";

import { useEffect, useSyncExternalStore } from "react";
import { Toaster as Sonner, toast } from "sonner";
import { toastQueue } from "@/components/ui/toast";
import { useTheme } from "./theme";

const TOAST = {
  toast:
    "!rounded-lg !border !border-border !bg-popover !text-foreground !text-sm !shadow-md !font-sans !gap-2.5 !p-3 !w-[22rem] max-sm:!w-full",
  description: "!text-muted-foreground",
  actionButton: "!bg-primary !text-primary-foreground",
  cancelButton: "!bg-muted !text-foreground",
  error: "[&_[data-icon]]:text-danger",
  success: "[&_[data-icon]]:text-success",
  warning: "[&_[data-icon]]:text-warning",
};

/** Shows what waits in the queue, and everything that comes after. */
export function ShownToasts() {
  const { resolvedTheme } = useTheme();
  const waiting = useSyncExternalStore(toastQueue.subscribe, toastQueue.waiting, toastQueue.waiting);
  useEffect(() => {
    if (waiting.length === 0) return;
    for (const { kind, message, ...options } of toastQueue.take()) toast[kind](message, options);
  }, [waiting]);
  return (
    // Sonner would give the focus of whoever leaves a message with Tab back to where they came from, and with the next Tab
    // they were in the message again: nobody got past it (WCAG 2.1.2). It hears of no focus, so it gives none back.
    <div className="contents" onFocusCapture={(event) => event.stopPropagation()}>
      <Sonner
        theme={resolvedTheme}
        position="bottom-right"
        closeButton
        duration={6000}
        toastOptions={{ classNames: TOAST }}
        containerAriaLabel="Messages"
      />
    </div>
  );
}
