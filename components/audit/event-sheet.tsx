"use client";

import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { Sheet, SheetContent } from "@/components/ui/sheet";
import type { auditHref } from "./hrefs";

export interface EventSheetProps {
  title: ReactNode;
  subtitle: ReactNode;
  /** The timeline's address without the event. */
  closeHref: ReturnType<typeof auditHref>;
  children: ReactNode;
}

/** The record of one event beside the timeline; its address is the timeline's with `event`, so Back closes it. */
export function EventSheet({ title, subtitle, closeHref, children }: EventSheetProps) {
  const router = useRouter();
  return (
    <Sheet open onOpenChange={(open) => open || router.push(closeHref, { scroll: false })}>
      <SheetContent title={title} subtitle={subtitle} className="max-w-140">
        {children}
      </SheetContent>
    </Sheet>
  );
}
