"use client";

import { useEffect } from "react";

const QUESTION = "Leave without saving? What you changed here will be lost.";

/** Asks before unsaved changes are left: by closing the tab, or by a link on the page. */
export function useLeaveGuard(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      const elsewhere = link instanceof HTMLAnchorElement && link.target !== "_blank" && !link.hash && !event.metaKey;
      if (!elsewhere || event.ctrlKey || window.confirm(QUESTION)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener("beforeunload", onUnload);
    document.addEventListener("click", onClick, true);
    return () => {
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("click", onClick, true);
    };
  }, [dirty]);
}
