"use client";

import { Popover as BasePopover } from "@base-ui/react/popover";
import type { ReactNode } from "react";
import { cn } from "@/components/cn";
import { popupClass } from "./control";

export const Popover = BasePopover.Root;
/** `render={<Button …/>}` gives it a look. */
export const PopoverTrigger = BasePopover.Trigger;

export interface PopoverContentProps extends Pick<BasePopover.Positioner.Props, "side" | "align" | "sideOffset"> {
  /** Heading, or with `hideTitle` only the name that readers hear. */
  title: ReactNode;
  hideTitle?: boolean;
  className?: string;
  children: ReactNode;
}

/** A small surface beside its button, for a few controls or an explanation. */
export function PopoverContent(props: PopoverContentProps) {
  const { title, hideTitle = false, side, align = "start", sideOffset = 4, className, children } = props;
  return (
    <BasePopover.Portal>
      <BasePopover.Positioner
        side={side}
        align={align}
        sideOffset={sideOffset}
        collisionPadding={8}
        className="z-50 outline-none"
      >
        <BasePopover.Popup
          className={cn(
            popupClass,
            "max-h-(--available-height) w-72 max-w-[calc(100vw-1rem)] overflow-y-auto p-3",
            className,
          )}
        >
          <BasePopover.Title className={cn("mb-2 font-medium text-sm", hideTitle && "sr-only")}>
            {title}
          </BasePopover.Title>
          {children}
        </BasePopover.Popup>
      </BasePopover.Positioner>
    </BasePopover.Portal>
  );
}
