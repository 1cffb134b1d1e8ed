"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";

/** After a change of page the main region takes the focus, as it would after a full load: Tab goes on in the content. */
export function usePageFocus(mainId: string): void {
  const pathname = usePathname();
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    const main = document.getElementById(mainId);
    if (main && !main.contains(document.activeElement)) main.focus({ preventScroll: true });
  }, [mainId, pathname]);
}
