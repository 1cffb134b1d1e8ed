"use client";

import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import { METHOD_LABELS } from "@/lib/accounts/terms";
import type { ActionState } from "@/lib/http/action-state";
import type { SessionRow } from "@/lib/people/schema";
import { useAction } from "./use-action";

export interface SessionListProps {
  sessions: readonly SessionRow[];
  /** The session of this very browser. */
  currentId: string | null;
  end: (sessionId: string) => Promise<ActionState<{ ended: boolean }>>;
}

/** Where somebody is signed in, and the button that ends it there. */
export function SessionList({ sessions, currentId, end }: SessionListProps) {
  const { run, busy, failure } = useAction();
  if (sessions.length === 0) return <p className="text-muted-foreground">Signed in nowhere.</p>;
  return (
    <div className="grid gap-3">
      {failure ? (
        <Callout tone="danger" role="alert">
          {failure.message}
        </Callout>
      ) : null}
      <ul className="grid gap-3">
        {sessions.map((session) => (
          <li key={session.id} className="flex flex-wrap items-start gap-x-3 gap-y-1">
            <span className="min-w-0 flex-1">
              <span className="flex flex-wrap items-center gap-2">
                {browserOf(session.userAgent)}
                {session.id === currentId ? <Badge tone="info">This browser</Badge> : null}
              </span>
              <span className="block text-muted-foreground text-xs">
                {METHOD_LABELS[session.method]} from <LiteralText text={session.address} /> · began{" "}
                <Time at={session.createdAt} /> · last used <Time at={session.lastSeenAt} />
              </span>
            </span>
            {session.id === currentId ? null : (
              <Button
                variant="outline"
                size="sm"
                disabled={busy}
                onClick={() => run(() => end(session.id), "Session ended")}
              >
                End
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

const BROWSERS = [
  [/Edg\//, "Edge"],
  [/Firefox\//, "Firefox"],
  [/Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
] as const;
const SYSTEMS = [
  [/Windows/, "Windows"],
  [/iPhone|iPad/, "iOS"],
  [/Mac OS X/, "macOS"],
  [/Android/, "Android"],
  [/Linux/, "Linux"],
] as const;

/** A browser and a system by what it says of itself: enough to recognise one's own. */
function browserOf(userAgent: string): string {
  const browser = BROWSERS.find(([pattern]) => pattern.test(userAgent))?.[1] ?? "A browser";
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1];
  return system ? `${browser} on ${system}` : browser;
}
