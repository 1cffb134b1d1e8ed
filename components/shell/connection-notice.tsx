"use client";

import { WifiOff } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { PART_MISSING } from "@/components/ui/late-parts";

function subscribe(changed: () => void): () => void {
  window.addEventListener("online", changed);
  window.addEventListener("offline", changed);
  return () => {
    window.removeEventListener("online", changed);
    window.removeEventListener("offline", changed);
  };
}

/** Says that what is on the page may be old and that nothing can be sent, for as long as that is so. */
export function ConnectionNotice() {
  const online = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
  const [incomplete, setIncomplete] = useState(false);
  useEffect(() => {
    const onMissing = () => setIncomplete(true);
    window.addEventListener(PART_MISSING, onMissing);
    return () => window.removeEventListener(PART_MISSING, onMissing);
  }, []);
  const told = online
    ? "A part of this page could not be fetched. Try again, or load the page anew."
    : "You are offline. What you see may be out of date, and nothing can be saved until the connection is back.";
  return (
    <div role="status" className="print:hidden">
      {online && !incomplete ? null : (
        <p className="flex items-center justify-center gap-2 border-warning-line border-b bg-warning-soft px-4 py-1.5 text-warning text-xs">
          <WifiOff aria-hidden className="size-3.5 shrink-0" />
          {told}
        </p>
      )}
    </div>
  );
}
