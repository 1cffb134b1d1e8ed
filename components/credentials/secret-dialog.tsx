import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Command } from "./command";

interface SecretDialogProps {
  title: string;
  description: string;
  secret: string;
  /** What somebody says by ticking the box. */
  stored: string;
  onClose: () => void;
  children: ReactNode;
}

/** A new secret, this once. It does not close by Escape or a stray click, only when somebody says that it is stored. */
export function SecretDialog({ title, description, secret, stored, onClose, children }: SecretDialogProps) {
  const [isStored, setStored] = useState(false);
  const [tried, setTried] = useState(false);
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (open) return;
        if (isStored) onClose();
        else setTried(true);
      }}
    >
      <DialogContent
        title={title}
        description={description}
        footer={
          <Button disabled={!isStored} focusableWhenDisabled onClick={onClose}>
            Done
          </Button>
        }
      >
        <div className="grid gap-3">
          <Command text={secret} what="the secret" />
          {children}
          <Checkbox checked={isStored} onCheckedChange={setStored}>
            {stored}
          </Checkbox>
          {tried && !isStored ? (
            <p role="alert" className="text-danger text-xs">
              Copy it first, then tick the box: closing this loses the secret.
            </p>
          ) : null}
        </div>
      </DialogContent>
    </Dialog>
  );
}
