"use client";

import { ArrowUpRight } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import { buttonVariants } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { Sheet, SheetContent } from "@/components/ui/sheet";

export interface AgentPeekProps {
  id: string;
  title: ReactNode;
  subtitle?: ReactNode;
  /** The key hint is shown only to who uses the keys. */
  shortcuts: boolean;
  children: ReactNode;
}

/** A quick look beside the list. It is part of the address, so that it can be shared and Back closes it. */
export function AgentPeek({ id, title, subtitle, shortcuts, children }: AgentPeekProps) {
  const params = useSearchParams();

  // The rows behind the panel are the ones that were asked for: closing it changes the address and asks for nothing.
  function close(): void {
    const rest = new URLSearchParams(params.toString());
    rest.delete("peek");
    window.history.pushState(null, "", rest.size ? `/agents?${rest}` : "/agents?view=all");
  }

  return (
    <Sheet open={params.get("peek") === id} onOpenChange={(open) => (open ? undefined : close())}>
      <SheetContent
        title={title}
        subtitle={subtitle}
        footer={
          <>
            {shortcuts ? (
              <span className="mr-auto inline-flex items-center gap-1.5 text-muted-foreground text-xs">
                <Kbd keys="j" /> <Kbd keys="k" /> next and previous
              </span>
            ) : null}
            <Link href={`/agents/${id}` as Route} className={buttonVariants({ variant: "default" })}>
              Open
              <ArrowUpRight aria-hidden />
            </Link>
          </>
        }
      >
        {children}
      </SheetContent>
    </Sheet>
  );
}
