"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { orThrow } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import type { ActionState } from "@/lib/http/action-state";

export interface CancelExportProps {
  id: string;
  cancel: (input: { id: string }) => Promise<ActionState<unknown>>;
}

/** Gives up an export that is still being made. */
export function CancelExport({ id, cancel }: CancelExportProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="outline" onClick={() => setOpen(true)}>
        Cancel the export
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title="Cancel this export?"
        description="Nothing of it is kept. It can be asked for again."
        confirmLabel="Cancel the export"
        destructive
        onConfirm={() => orThrow(cancel({ id })).then(() => router.refresh())}
      />
    </>
  );
}
