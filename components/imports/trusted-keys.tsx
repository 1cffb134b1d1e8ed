"use client";

import { KeyRound, X } from "lucide-react";
import { useId, useRef, useState } from "react";
import { cn } from "@/components/cn";
import { Button, IconButton } from "@/components/ui/button";
import { labelClass } from "@/components/ui/label-class";
import { LiteralText } from "@/components/ui/literal-text";
import { trustedKeysIn } from "@/lib/agents/rules";
import { sizeText } from "./upload";

export interface TrustedKeysProps {
  chosen: File | null;
  onChange: (jwks: File | null) => void;
}

/** A hundred keys are some tens of kilobytes: more is another file, chosen by mistake. */
const MOST_BYTES = 1024 * 1024;

/** Whose signatures on agent cards count: a JWKS file, looked at before anything is sent. */
export function TrustedKeys({ chosen, onChange }: TrustedKeysProps) {
  const input = useRef<HTMLInputElement>(null);
  const hint = useId();
  const [count, setCount] = useState(0);
  const [wrong, setWrong] = useState("");

  async function take(file: File): Promise<void> {
    const found =
      file.size > MOST_BYTES
        ? { wrong: `It has ${sizeText(file.size)}; a JWKS file has 1 MB at most.` }
        : trustedKeysIn(await file.text());
    setWrong("wrong" in found ? `${file.name}: ${found.wrong}` : "");
    setCount("keys" in found ? found.keys.length : 0);
    onChange("keys" in found ? file : null);
  }

  return (
    <fieldset aria-describedby={hint} className="grid min-w-0 gap-1.5">
      <legend className={cn(labelClass, "mb-1.5")}>
        Trusted signing keys<span className="ml-1.5 font-normal text-muted-foreground">optional</span>
      </legend>
      <div className="flex min-w-0 flex-wrap items-center gap-2">
        <Button variant="outline" onClick={() => input.current?.click()}>
          <KeyRound aria-hidden />
          {chosen ? "Choose another JWKS file" : "Choose a JWKS file"}
        </Button>
        {chosen ? (
          <span className="inline-flex min-w-0 items-center gap-1">
            <span className="min-w-0 truncate">
              <LiteralText text={chosen.name} />
            </span>
            <span className="shrink-0 text-muted-foreground">{count === 1 ? "1 key" : `${count} keys`}</span>
            <IconButton label="Trust no keys" size="sm" onClick={() => onChange(null)}>
              <X aria-hidden />
            </IconButton>
          </span>
        ) : null}
      </div>
      <input
        ref={input}
        type="file"
        accept=".json,.jwks,application/json,application/jwk-set+json"
        aria-label="JWKS file"
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = "";
          if (file) void take(file);
        }}
      />
      <p id={hint} className="text-muted-foreground text-xs">
        Public keys of those whose A2A agent cards you trust. A card that they signed shows as verified, a forged one is
        rejected. Used for this visit, not stored.
      </p>
      {wrong ? (
        <p role="alert" className="text-danger text-xs">
          <LiteralText text={wrong} />
        </p>
      ) : null}
    </fieldset>
  );
}
