"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { orThrow } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import type { RevokeKey } from "./types";

/** Revokes a key, once somebody has confirmed it. */
export function RevokeButton({ id, name, revoke }: { id: string; name: string; revoke: RevokeKey }) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button
        size="sm"
        variant="outline"
        className="w-fit shrink-0"
        onClick={() => setAsking(true)}
        aria-label={`Revoke ${name}`}
      >
        Revoke
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={() => setAsking(false)}
        title={`Revoke ${name}?`}
        description="Whatever uses it is refused within two seconds, and nobody can undo it. What was reported with it stays in the log."
        confirmLabel="Revoke it"
        destructive
        onConfirm={async () => {
          await orThrow(revoke({ id }));
          toast.success(`${name} is revoked`);
          router.refresh();
        }}
      />
    </>
  );
}
