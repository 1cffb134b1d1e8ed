"use client";

import { useState } from "react";
import { Command } from "@/components/credentials/command";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Time } from "@/components/ui/time";

interface SecretOnceProps {
  secret: string;
  /** Until when the former secret signs beside it; null: there was none. */
  formerUntil: string | null;
  onClose: () => void;
}

/** A new signing secret, this once. It does not close by Escape or a stray click, only when somebody says that it is stored. */
export function SecretOnce({ secret, formerUntil, onClose }: SecretOnceProps) {
  const [stored, setStored] = useState(false);
  const [tried, setTried] = useState(false);
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (open) return;
        if (stored) onClose();
        else setTried(true);
      }}
    >
      <DialogContent
        title="The signing secret, this once"
        description="The receiver checks with it that a message is ours. Nobody can look it up again; it can be rotated."
        footer={
          <Button disabled={!stored} focusableWhenDisabled onClick={onClose}>
            Done
          </Button>
        }
      >
        <div className="grid gap-3">
          <Command text={secret} what="the secret" />
          {formerUntil ? (
            <Callout tone="info">
              Both secrets sign every message until <Time at={formerUntil} format="exact" />. Give the receiver the new
              one before.
            </Callout>
          ) : null}
          <Checkbox checked={stored} onCheckedChange={setStored}>
            I have stored it where the receiver finds it
          </Checkbox>
          {tried && !stored ? (
            <p role="alert" className="text-danger text-xs">
              Copy it first, then tick the box: closing this loses the secret.
            </p>
          ) : null}
        </div>
      </DialogContent>
    </Dialog>
  );
}
