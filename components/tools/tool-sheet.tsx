"use client";

import { useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import { Sheet, SheetContent } from "@/components/ui/sheet";

export interface ToolSheetProps {
  id: string;
  /** Under this name the address says which tool is open. */
  param: "tool" | "peek";
  path: string;
  title: ReactNode;
  subtitle?: ReactNode;
  footer?: ReactNode;
  children: ReactNode;
}

/** All about one tool, beside the list. It is part of the address, so that it can be shared and Back closes it. */
export function ToolSheet({ id, param, path, title, subtitle, footer, children }: ToolSheetProps) {
  const params = useSearchParams();
  // What lies behind the panel was asked for already: closing it changes the address and asks for nothing.
  function close(): void {
    const rest = new URLSearchParams(params.toString());
    rest.delete(param);
    window.history.pushState(null, "", rest.size ? `${path}?${rest}` : path);
  }
  return (
    <Sheet open={params.get(param) === id} onOpenChange={(open) => (open ? undefined : close())}>
      <SheetContent title={title} subtitle={subtitle} footer={footer} className="max-w-160">
        {children}
      </SheetContent>
    </Sheet>
  );
}
