"use client";

import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { cn } from "@/components/cn";
import { Button, buttonVariants } from "./button";

/** Holds the state; `open` and `onOpenChange` to control it. */
export const Dialog = BaseDialog.Root;
/** `render={<Button …/>}` gives it a look. */
export const DialogTrigger = BaseDialog.Trigger;
export const DialogClose = BaseDialog.Close;

export const scrimClass =
  "fixed inset-0 z-40 bg-scrim transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0";

const WIDTHS = { sm: "sm:max-w-md", md: "sm:max-w-lg", lg: "sm:max-w-2xl", xl: "sm:max-w-4xl" } as const;

export interface DialogContentProps {
  title: ReactNode;
  description?: ReactNode;
  size?: keyof typeof WIDTHS;
  /** Buttons at the foot; they stay in view while the body scrolls. */
  footer?: ReactNode;
  className?: string;
  children?: ReactNode;
}

/** The dialog itself: focus goes in and comes back, Escape closes, the page behind is still. */
export function DialogContent({ title, description, size = "md", footer, className, children }: DialogContentProps) {
  return (
    <BaseDialog.Portal>
      <BaseDialog.Backdrop className={scrimClass} />
      <BaseDialog.Popup
        className={cn(
          "fixed top-[8dvh] left-1/2 z-50 flex max-h-[84dvh] w-[calc(100vw-1.5rem)] -translate-x-1/2 flex-col overflow-hidden rounded-xl border border-border bg-popover text-foreground shadow-lg outline-none transition-[opacity,scale] duration-100 data-ending-style:scale-[0.985] data-starting-style:scale-[0.985] data-ending-style:opacity-0 data-starting-style:opacity-0",
          WIDTHS[size],
          className,
        )}
      >
        <header className="px-5 pt-4 pb-1">
          <div className="min-w-0 pr-8">
            <BaseDialog.Title className="font-semibold text-lg">{title}</BaseDialog.Title>
            {description ? (
              <BaseDialog.Description className="mt-0.5 text-muted-foreground">{description}</BaseDialog.Description>
            ) : null}
          </div>
        </header>
        <div className="min-h-0 flex-1 overflow-y-auto px-5 py-3 empty:hidden">{children}</div>
        {footer ? (
          <footer className="flex flex-wrap justify-end gap-2 border-border border-t bg-muted px-5 py-3">
            {footer}
          </footer>
        ) : null}
        <CloseCorner />
      </BaseDialog.Popup>
    </BaseDialog.Portal>
  );
}

/** Last in the order of focus, so that a dialog begins at its first field; no tooltip, which would take the first Escape. */
export function CloseCorner() {
  return (
    <BaseDialog.Close
      aria-label="Close"
      className={cn(buttonVariants({ variant: "ghost", size: "icon" }), "absolute top-3 right-3")}
    >
      <X aria-hidden />
    </BaseDialog.Close>
  );
}

export interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** A question that names the act and its target: "Suspend Invoice Matcher?" */
  title: ReactNode;
  /** What will happen, and whether it can be undone. */
  description: ReactNode;
  /** The verb on the button: "Suspend", never "OK". */
  confirmLabel: string;
  destructive?: boolean;
  /** Closes when it resolves; when it rejects the dialog stays, with the message. */
  onConfirm: () => Promise<void> | void;
  children?: ReactNode;
}

/** Asks before an act. Focus starts on "Cancel", so that a stray Enter does nothing. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function confirm(): Promise<void> {
    setBusy(true);
    setFailure(null);
    try {
      await props.onConfirm();
      props.onOpenChange(false);
    } catch (error) {
      setFailure(error instanceof Error ? error.message : "That did not work. Nothing was changed.");
    } finally {
      setBusy(false);
    }
  }

  return (
    <BaseDialog.Root open={props.open} onOpenChange={(open) => (busy ? undefined : props.onOpenChange(open))}>
      <DialogContent
        title={props.title}
        description={props.description}
        size="sm"
        footer={
          <>
            <BaseDialog.Close render={<Button variant="outline">Cancel</Button>} />
            <Button variant={props.destructive ? "destructive" : "default"} busy={busy} onClick={confirm}>
              {props.confirmLabel}
            </Button>
          </>
        }
      >
        {props.children}
        {failure ? (
          <p role="alert" className="mt-2 text-danger">
            {failure}
          </p>
        ) : null}
      </DialogContent>
    </BaseDialog.Root>
  );
}
