"use client";

import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { Kbd } from "@/components/ui/kbd";
import { Sheet, SheetContent } from "@/components/ui/sheet";
import type { auditHref } from "./hrefs";

export interface EventSheetProps {
  title: ReactNode;
  subtitle: ReactNode;
  /** The timeline's address without the event. */
  closeHref: ReturnType<typeof auditHref>;
  /** The key hint is shown only to who uses the keys. */
  shortcuts: boolean;
  children: ReactNode;
}

/** The record of one event beside the timeline; its address is the timeline's with `event`, so Back closes it. */
export function EventSheet({ title, subtitle, closeHref, shortcuts, children }: EventSheetProps) {
  const router = useRouter();
  return (
    <Sheet open onOpenChange={(open) => open || router.push(closeHref, { scroll: false })}>
      <SheetContent
        title={title}
        subtitle={subtitle}
        className="max-w-140"
        footer={
          shortcuts ? (
            <span className="mr-auto inline-flex items-center gap-1.5 text-muted-foreground text-xs">
              <Kbd keys="j" /> <Kbd keys="k" /> next and previous
            </span>
          ) : null
        }
      >
        {children}
      </SheetContent>
    </Sheet>
  );
}
