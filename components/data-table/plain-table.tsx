import type { ReactNode } from "react";
import { cn } from "@/components/cn";
import { ScrollRegion } from "./scroll-region";

export interface PlainTableProps {
  label: string;
  head: readonly (string | { label: string; figure: true })[];
  children: ReactNode;
  className?: string;
  /** Below this it scrolls: a class, "min-w-160". */
  minWidth?: string;
}

const HEAD = "h-9 whitespace-nowrap border-border border-b bg-muted px-4 font-medium";

/** A short table without sorting or pages, that scrolls within its frame. */
export function PlainTable({ label, head, children, className, minWidth }: PlainTableProps) {
  return (
    <ScrollRegion label={label} className={className}>
      <table
        className={cn(
          "w-full border-separate border-spacing-0 text-left [&_tbody_tr:last-child>*]:border-b-0",
          minWidth,
        )}
      >
        <thead>
          <tr className="text-muted-foreground text-xs">
            {head.map((column) => {
              const { label: name, figure } = typeof column === "string" ? { label: column, figure: false } : column;
              return (
                <th key={name} scope="col" className={cn(HEAD, figure && "text-right")}>
                  {name}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </ScrollRegion>
  );
}

/** A table on the page itself, framed like a card. */
export const framedTable = "rounded-lg border border-border bg-card";

const CELL = "border-border border-b px-4 py-2 align-top";

/** A cell; `row`: it names its row; `figure`: a number, set to the right. */
export function Cell({
  row = false,
  figure = false,
  className,
  children,
}: {
  row?: boolean;
  figure?: boolean;
  className?: string;
  children: ReactNode;
}) {
  const look = cn(CELL, row && "font-normal", figure && "text-right tabular-nums", className);
  if (!row) return <td className={look}>{children}</td>;
  return (
    <th scope="row" className={look}>
      {children}
    </th>
  );
}
