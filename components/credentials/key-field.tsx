"use client";

import { Download, Wand2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { LIMITS } from "@/lib/credentials/terms";

export interface KeyFieldProps {
  value: string;
  onValueChange: (value: string) => void;
  /** Names the file with the private half. */
  fileName: string;
  error: string | undefined;
}

/** The public half of a key: pasted, or made here in the browser. The private half goes into a file and never to the server. */
export function KeyField({ value, onValueChange, fileName, error }: KeyFieldProps) {
  const [privateHalf, setPrivateHalf] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);

  async function make(): Promise<void> {
    try {
      const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
      const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", pair.publicKey);
      const { d } = await crypto.subtle.exportKey("jwk", pair.privateKey);
      setPrivateHalf(JSON.stringify({ kty, crv, x, y, d }, null, 2));
      onValueChange(JSON.stringify({ kty, crv, x, y }, null, 2));
      setFailed(false);
    } catch {
      setFailed(true);
    }
  }

  return (
    <div className="grid gap-2">
      <Field
        label="Public key (JWK)"
        hint="Only the public half: a JSON object with kty, crv, x and y, or n and e. P-256, Ed25519, or RSA from 2048 bits."
        {...(error ? { error } : {})}
      >
        <Textarea
          value={value}
          onChange={(event) => {
            onValueChange(event.currentTarget.value);
            setPrivateHalf(null);
          }}
          rows={5}
          required
          maxLength={LIMITS.jwk}
          spellCheck={false}
          autoComplete="off"
          className="font-mono text-xs"
        />
      </Field>
      {privateHalf ? (
        <Callout tone="warning" role="status" title="Save the private key now">
          <p>It exists only in this window, and leaves with it. Put it where the agent runs, readable by it alone.</p>
          <a
            href={`data:application/json;charset=utf-8,${encodeURIComponent(privateHalf)}`}
            download={fileName}
            className="mt-2 inline-flex h-7 items-center gap-1.5 rounded-md border border-border-strong bg-card px-2.5 font-medium text-sm shadow-xs hover:bg-accent"
          >
            <Download aria-hidden className="size-4" /> Download {fileName}
          </a>
        </Callout>
      ) : (
        <div className="flex flex-wrap items-center gap-2">
          <Button size="sm" variant="outline" onClick={() => void make()}>
            <Wand2 aria-hidden /> Make a pair in this browser
          </Button>
          <span className="text-muted-foreground text-xs">Better still, make it where the agent runs.</span>
        </div>
      )}
      {failed ? (
        <p role="alert" className="text-danger text-xs">
          This browser cannot make keys here (it needs https or localhost). Make the pair where the agent runs.
        </p>
      ) : null}
    </div>
  );
}
