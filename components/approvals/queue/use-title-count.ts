"use client";

import { useEffect } from "react";
import { tellLiveCount } from "@/components/shell/live-counts";

const COUNT = /^\(\d+\) /;

/** How many wait for the reader, beside the room's name and in the title, "(3) Approvals", where they see it behind other windows. */
export function useTitleCount(count: number): void {
  useEffect(() => tellLiveCount("approvals", count), [count]);
  useEffect(() => () => tellLiveCount("approvals", null), []);
  useEffect(() => {
    const write = () => {
      const plain = document.title.replace(COUNT, "");
      const wanted = count > 0 ? `(${count}) ${plain}` : plain;
      if (document.title !== wanted) document.title = wanted;
    };
    write();
    // The page writes its own title after each of its answers.
    const observer = new MutationObserver(write);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => {
      observer.disconnect();
      document.title = document.title.replace(COUNT, "");
    };
  }, [count]);
}
