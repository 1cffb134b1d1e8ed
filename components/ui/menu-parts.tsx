"use client";

import { Menu as BaseMenu } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/cn";
import { optionClass, popupClass } from "./control";
import { Kbd } from "./kbd";

export const Menu = BaseMenu.Root;
/** `render={<IconButton …/>}` gives it a look. */
export const MenuTrigger = BaseMenu.Trigger;
export const MenuGroup = BaseMenu.Group;
export const MenuRadioGroup = BaseMenu.RadioGroup;

type Side = Pick<BaseMenu.Positioner.Props, "side" | "align" | "sideOffset">;

export function MenuContent({
  children,
  className,
  side,
  align = "start",
  sideOffset = 4,
}: Side & { children: ReactNode; className?: string }) {
  return (
    <BaseMenu.Portal>
      <BaseMenu.Positioner
        side={side}
        align={align}
        sideOffset={sideOffset}
        collisionPadding={8}
        className="z-50 outline-none"
      >
        <BaseMenu.Popup
          className={cn(popupClass, "max-h-(--available-height) min-w-44 overflow-y-auto p-1", className)}
        >
          {children}
        </BaseMenu.Popup>
      </BaseMenu.Positioner>
    </BaseMenu.Portal>
  );
}

type ItemProps = Omit<BaseMenu.Item.Props, "className" | "style"> & {
  className?: string;
  /** Red, for what takes something away; the verb says it too. */
  destructive?: boolean;
  shortcut?: string;
};

export function MenuItem({ className, destructive = false, shortcut, children, ...props }: ItemProps) {
  return (
    <BaseMenu.Item {...props} className={cn(optionClass, destructive && "text-danger", className)}>
      {children}
      {shortcut ? <Kbd keys={shortcut} className="ml-auto pl-4" /> : null}
    </BaseMenu.Item>
  );
}

/** An entry that is a link: `render={<Link href="…"/>}`. */
export function MenuLinkItem({
  className,
  ...props
}: Omit<BaseMenu.LinkItem.Props, "className"> & { className?: string }) {
  return <BaseMenu.LinkItem closeOnClick {...props} className={cn(optionClass, className)} />;
}

const Tick = (
  <span className="flex size-4 shrink-0 items-center justify-center">
    <Check aria-hidden className="size-3.5" />
  </span>
);

export function MenuCheckboxItem({
  className,
  children,
  ...props
}: Omit<BaseMenu.CheckboxItem.Props, "className"> & { className?: string }) {
  return (
    <BaseMenu.CheckboxItem {...props} className={cn(optionClass, "relative pl-8", className)}>
      <BaseMenu.CheckboxItemIndicator className="absolute left-2">{Tick}</BaseMenu.CheckboxItemIndicator>
      {children}
    </BaseMenu.CheckboxItem>
  );
}

export function MenuRadioItem({
  className,
  children,
  ...props
}: Omit<BaseMenu.RadioItem.Props, "className"> & { className?: string }) {
  return (
    <BaseMenu.RadioItem {...props} className={cn(optionClass, "relative pl-8", className)}>
      <BaseMenu.RadioItemIndicator className="absolute left-2">{Tick}</BaseMenu.RadioItemIndicator>
      {children}
    </BaseMenu.RadioItem>
  );
}

/** A heading within a `MenuGroup`. */
export function MenuLabel({
  className,
  ...props
}: Omit<ComponentProps<typeof BaseMenu.GroupLabel>, "className"> & { className?: string }) {
  return (
    <BaseMenu.GroupLabel
      {...props}
      className={cn("px-2 pt-1.5 pb-1 font-medium text-muted-foreground text-xs", className)}
    />
  );
}

export function MenuSeparator() {
  return <BaseMenu.Separator className="-mx-1 my-1 h-px bg-border" />;
}
