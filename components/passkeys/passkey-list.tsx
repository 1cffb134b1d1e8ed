"use client";

import { KeyRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import { DEVICE_LABELS, type PasskeyRow } from "@/lib/passkeys/terms";

export interface PasskeyListProps {
  passkeys: readonly PasskeyRow[];
  /** The word on the button: "Remove" for one's own, "Revoke" for somebody else's. */
  verb: string;
  /** The dialog that asks first; it closes itself by `close`. */
  ask: (asked: { passkey: PasskeyRow; left: number; close: () => void; done: () => void }) => ReactNode;
}

/** Keys by name, with where they live and when they were last used. */
export function PasskeyList({ passkeys, verb, ask }: PasskeyListProps) {
  const router = useRouter();
  const [asked, setAsked] = useState<PasskeyRow | null>(null);
  const close = () => setAsked(null);
  return (
    <>
      <ul className="grid divide-y divide-border">
        {passkeys.map((passkey) => (
          <li key={passkey.id} className="flex flex-wrap items-start gap-x-3 gap-y-1 py-3 first:pt-0 last:pb-0">
            <KeyRound aria-hidden className="mt-0.5 size-4 text-muted-foreground" />
            <span className="min-w-0 flex-1">
              <span className="flex flex-wrap items-center gap-2">
                <span className="font-medium">
                  <LiteralText text={passkey.name} />
                </span>
                <Badge tone="outline">{DEVICE_LABELS[passkey.deviceType]}</Badge>
              </span>
              <span className="block text-muted-foreground text-xs">
                Added <Time at={passkey.createdAt} /> ·{" "}
                {passkey.lastUsedAt ? (
                  <>
                    last signed <Time at={passkey.lastUsedAt} />
                  </>
                ) : (
                  "has not signed yet"
                )}
              </span>
            </span>
            <Button
              variant="outline"
              size="sm"
              aria-label={`${verb} ${passkey.name}`}
              onClick={() => setAsked(passkey)}
            >
              {verb}
            </Button>
          </li>
        ))}
      </ul>
      {asked ? ask({ passkey: asked, left: passkeys.length - 1, close, done: () => router.refresh() }) : null}
    </>
  );
}
