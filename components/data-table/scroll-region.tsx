import type { ReactNode } from "react";
import { cn } from "@/components/cn";

export interface ScrollRegionProps {
  label: string;
  className?: string;
  children: ReactNode;
}

/** Content wider or longer than its place; what is placed absolutely within it is cut off with it. It can be reached and scrolled with the keyboard alone (WCAG 2.1.1). */
export function ScrollRegion({ label, className, children }: ScrollRegionProps) {
  const reachable = { tabIndex: 0 };
  return (
    <section aria-label={label} {...reachable} className={cn("more-right relative overflow-auto", className)}>
      {children}
    </section>
  );
}
