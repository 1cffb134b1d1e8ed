import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/cn";

const tabClass =
  "relative -mb-px inline-flex h-9 shrink-0 items-center gap-1.5 whitespace-nowrap border-transparent border-b-2 px-0.5 text-muted-foreground text-sm transition-colors duration-100 hover:text-foreground data-active:border-primary aria-[current=page]:border-primary data-active:font-medium aria-[current=page]:font-medium data-active:text-foreground aria-[current=page]:text-foreground focus-visible:rounded-sm focus-visible:-outline-offset-2";
const listClass = "flex gap-5 overflow-x-auto border-border border-b [scrollbar-width:none] print:hidden";

export interface LinkTab {
  href: ComponentProps<typeof Link>["href"];
  label: ReactNode;
  count?: number;
  current: boolean;
}

/** Tabs whose choice is a page of its own (`?tab=`): links, so that each can be shared and the back button works. */
export function LinkTabs({ tabs, label, className }: { tabs: readonly LinkTab[]; label: string; className?: string }) {
  return (
    <nav aria-label={label} className={cn(listClass, className)}>
      {tabs.map((tab) => (
        <Link
          key={String(tab.href)}
          href={tab.href}
          scroll={false}
          aria-current={tab.current ? "page" : undefined}
          className={tabClass}
        >
          {tab.label}
          <TabCount count={tab.count} />
        </Link>
      ))}
    </nav>
  );
}

function TabCount({ count }: { count?: number }) {
  if (count === undefined) return null;
  return (
    <span className="rounded-full bg-muted px-1.5 font-normal text-2xs text-muted-foreground">
      {count.toLocaleString("en")}
    </span>
  );
}
