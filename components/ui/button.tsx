import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import type { ComponentProps, MouseEvent, ReactNode } from "react";
import { cn } from "@/components/cn";
import { Tooltip } from "./tooltip";

/** Class names of a button, also for links that look like one: `<Link className={buttonVariants({ variant: "outline" })}>`. */
export const buttonVariants = cva(
  "inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-medium text-sm transition-colors duration-100 data-disabled:cursor-not-allowed data-disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55 [&_svg:not([class*='size-'])]:size-4 [&_svg]:shrink-0 print:hidden",
  {
    variants: {
      variant: {
        default: "bg-primary text-primary-foreground shadow-xs hover:not-data-disabled:bg-primary-hover",
        outline:
          "border border-border-strong bg-card text-foreground shadow-xs hover:not-data-disabled:bg-accent data-popup-open:bg-accent",
        ghost:
          "text-muted-foreground hover:not-data-disabled:bg-accent hover:not-data-disabled:text-foreground data-popup-open:bg-accent data-popup-open:text-foreground",
        destructive: "bg-danger-solid text-primary-foreground shadow-xs hover:not-data-disabled:bg-danger-solid-hover",
        link: "rounded-sm text-link underline-offset-3 hover:underline",
      },
      size: { sm: "h-7 px-2.5", md: "h-8 px-3", icon: "size-8" },
    },
    compoundVariants: [{ variant: "link", class: "px-0.5" }],
    defaultVariants: { variant: "default", size: "md" },
  },
);

export interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof buttonVariants> {
  /** Work is under way: keeps its place and focus, shows a spinner, takes no second press. */
  busy?: boolean;
  /** Out of use and still in reach of the keyboard, so that its reason can be heard. */
  focusableWhenDisabled?: boolean;
}

export function Button({ variant, size, className, busy = false, children, ...props }: ButtonProps) {
  return (
    <button
      {...pressable({
        ...props,
        disabled: props.disabled || busy,
        focusableWhenDisabled: busy || props.focusableWhenDisabled,
      })}
      aria-busy={busy || undefined}
      className={cn(buttonVariants({ variant, size }), className)}
    >
      {busy ? <LoaderCircle aria-hidden className="animate-spin" /> : null}
      {children}
    </button>
  );
}

/** A button that is no form's by default; one that is off and kept in reach swallows its presses. */
function pressable({
  disabled,
  focusableWhenDisabled,
  ...props
}: ComponentProps<"button"> & { focusableWhenDisabled?: boolean }): ComponentProps<"button"> {
  const off = disabled ? { "data-disabled": "" } : {};
  if (!disabled || !focusableWhenDisabled) return { type: "button", ...props, ...off, disabled };
  return { type: "button", ...props, ...off, "aria-disabled": true, onClick: swallow };
}

function swallow(event: MouseEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

export interface IconButtonProps extends Omit<ButtonProps, "aria-label" | "busy"> {
  /** What it does, for readers and for the tooltip. */
  label: string;
  /** The key that does the same, shown in the tooltip. */
  shortcut?: string;
  children: ReactNode;
}

/** A button that shows only an icon; its name appears on hover and on focus. */
export function IconButton({
  label,
  shortcut,
  variant = "ghost",
  size = "icon",
  className,
  ...props
}: IconButtonProps) {
  return (
    <Tooltip content={label} shortcut={shortcut}>
      <button
        {...pressable(props)}
        aria-label={label}
        className={cn(buttonVariants({ variant, size }), size === "sm" && "size-7 px-0", className)}
      />
    </Tooltip>
  );
}
