"use client";

import { useSyncExternalStore } from "react";
import { lateParts, useLate } from "@/components/ui/late-parts";
import { toastQueue } from "@/components/ui/toast";

const parts = lateParts(() => import("./toaster-parts"));

/** Where short answers appear; fetched with the first of them. */
export function Toaster() {
  const isNeeded = useSyncExternalStore(
    toastQueue.subscribe,
    () => toastQueue.waiting().length > 0,
    () => false,
  );
  const shown = useLate(parts, isNeeded || parts.now() !== null);
  return shown ? <shown.ShownToasts /> : null;
}
