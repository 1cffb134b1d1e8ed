"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { orThrow } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import type { KeptDraft, WizardActions } from "./types";

/** Throws a draft away, after a question. */
export function Discard({ draft, action }: { draft: KeptDraft | null; action: WizardActions["discard"] }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  if (!draft) return null;
  return (
    <>
      <Button variant="ghost" className="ml-auto" onClick={() => setOpen(true)}>
        Discard the draft
      </Button>
      {open ? (
        <ConfirmDialog
          open
          onOpenChange={setOpen}
          title="Discard this draft?"
          description="What you chose is gone. Nobody was asked anything."
          confirmLabel="Discard"
          destructive
          onConfirm={async () => {
            await orThrow(action(draft));
            toast.success("Draft discarded");
            router.push("/campaigns" as Route);
          }}
        />
      ) : null}
    </>
  );
}
