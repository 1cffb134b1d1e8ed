"use client";

import { type ReactNode, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import type { ActionState } from "@/lib/http/action-state";

export type SeenAction = (input: { ids?: string[] }) => Promise<ActionState<{ seen: number }>>;

export interface SeenButtonProps {
  seen: SeenAction;
  /** Absent: all of them. */
  id?: string;
  /** What it is about, for who hears it among many alike. */
  about?: string;
  children: ReactNode;
}

/** Takes a notice off the list; it stays in the log. */
export function SeenButton({ seen, id, about, children }: SeenButtonProps) {
  const [busy, start] = useTransition();
  return (
    <Button
      size="sm"
      variant="outline"
      busy={busy}
      onClick={() =>
        start(async () => {
          const done = await seen(id ? { ids: [id] } : {});
          if (!done.ok) toast.error(done.message);
        })
      }
    >
      {children}
      {about ? <span className="sr-only">: {about}</span> : null}
    </Button>
  );
}
