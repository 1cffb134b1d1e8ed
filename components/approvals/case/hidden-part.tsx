"use client";

import { EyeOff } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { HIDDEN_PART, useCaseDesk } from "@/components/approvals/opened";
import { buttonVariants } from "@/components/ui/button";

interface HiddenPartProps {
  path: string;
  /** "12,480 characters, 210 lines": how much is not shown yet. */
  size: string;
  children: ReactNode;
}

/** What does not stand on the screen until it is opened; approving waits for it (A2). */
export function HiddenPart({ path, size, children }: HiddenPartProps) {
  const desk = useCaseDesk();
  const [openedHere, setOpenedHere] = useState(false);
  const shown = useRef<HTMLDivElement>(null);
  const isOpen = openedHere || desk.opened.has(path);

  // It stands open while the case around it became another version: then it is seen in that one too.
  const isUntold = openedHere && !desk.opened.has(path);
  const { open } = desk;
  useEffect(() => {
    if (isUntold) open(path);
  }, [isUntold, open, path]);

  // The button that was pressed is gone: whoever reads by keyboard goes on where the text begins.
  useEffect(() => {
    if (openedHere) shown.current?.focus();
  }, [openedHere]);

  if (isOpen) {
    return (
      <div ref={shown} tabIndex={-1} className="min-w-0 outline-none">
        {children}
      </div>
    );
  }
  return (
    <button
      type="button"
      {...{ [HIDDEN_PART]: path }}
      onClick={() => {
        setOpenedHere(true);
        open(path);
      }}
      className={buttonVariants({
        variant: "outline",
        className: "h-auto min-h-8 justify-start whitespace-normal border-warning-line border-dashed py-1 text-left",
      })}
    >
      <EyeOff aria-hidden className="text-warning" />
      <span>
        {size}, <strong className="font-semibold text-warning">not shown yet</strong>
        <span className="text-muted-foreground"> · Show all of it</span>
      </span>
    </button>
  );
}
