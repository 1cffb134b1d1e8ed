"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import type { AttentionActions } from "./actions";

/** Keeps everything that came to the viewer, after asking. */
export function KeepAll({ count, keep }: { count: string; keep: AttentionActions["keep"] }) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  async function act(): Promise<void> {
    const answer = await keep({ all: true });
    if (!answer.ok) throw new Error(answer.message);
    toast.success(`You keep ${answer.value.kept} agents`);
    router.refresh();
  }
  return (
    <>
      <Button onClick={() => setAsking(true)}>Keep all {count}</Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Keep all ${count} agents?`}
        description="You answer for each of them from now on, and their records count as confirmed by you today where you may confirm them."
        confirmLabel="Keep all"
        onConfirm={act}
      />
    </>
  );
}
