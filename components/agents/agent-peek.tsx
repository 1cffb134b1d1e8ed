"use client";

import { ArrowUpRight } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useRouter, useSearchParams } from "next/navigation";
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
  const router = useRouter();
  const params = useSearchParams();

  function close(): void {
    const rest = new URLSearchParams(params.toString());
    rest.delete("peek");
    router.push((rest.size ? `/agents?${rest}` : "/agents?view=all") as Route, { scroll: false });
  }

  return (
    <Sheet open onOpenChange={(open) => (open ? undefined : close())}>
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
