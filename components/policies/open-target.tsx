"use client";

import { useEffect } from "react";

/** Opens the part of the page that the address names after `#`, and brings it into view. */
export function OpenTarget() {
  useEffect(() => {
    function open(): void {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      const details = target?.querySelector("details");
      if (!target || !details) return;
      details.open = true;
      target.scrollIntoView({ block: "start" });
    }
    open();
    window.addEventListener("hashchange", open);
    return () => window.removeEventListener("hashchange", open);
  }, []);
  return null;
}
