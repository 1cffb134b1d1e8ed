"use client";

import { useTheme } from "next-themes";
import { Toaster as Sonner } from "sonner";

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

/** Short answers to what a person just did: `toast.success("Owner assigned", { action: { label: "Undo", … } })` from sonner. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      closeButton
      duration={6000}
      toastOptions={{ classNames: TOAST }}
      containerAriaLabel="Messages"
    />
  );
}
