"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Refused } from "@/components/agents/refused";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { listingText } from "@/lib/agents/terms";
import { type ActionFailure, issueOf } from "@/lib/http/action-state";
import type { ToolActions } from "./types";

export interface AddToolsProps {
  agentId: string;
  /** Names of the servers that are known, to choose from. */
  servers: readonly { name: string; address: string; supplier: string; credential: string }[];
  see: ToolActions["see"];
}

/** Takes in what a server lists: a pasted answer to `tools/list`. */
export function AddTools({ agentId, servers, see }: AddToolsProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant={servers.length ? "outline" : "default"} onClick={() => setOpen(true)}>
        <Plus aria-hidden />
        Add tools
      </Button>
      {open ? <AddDialog agentId={agentId} servers={servers} see={see} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function AddDialog({ agentId, servers, see, onClose }: AddToolsProps & { onClose: () => void }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ActionFailure | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const field = (name: string) => String(given.get(name) ?? "");
    const server = {
      name: field("server"),
      address: field("address"),
      supplier: field("supplier"),
      credential: field("credential"),
    };
    setBusy(true);
    const done = await see({ agentId, server, tools: field("tools") });
    setBusy(false);
    if (!done.ok) return setFailure(done);
    toast.success(listingText(done.value) || "The server lists what it listed before");
    onClose();
    router.refresh();
  }

  return (
    <Dialog open onOpenChange={(open) => (open || busy ? undefined : onClose())}>
      <DialogContent
        title="Add tools"
        description="Give what the server lists. New and changed tools wait in quarantine; what it no longer lists stops counting."
        size="lg"
      >
        <form onSubmit={submit} className="grid gap-3">
          <div className="grid gap-3 sm:grid-cols-2">
            <Field label="Server" hint="A name that is known is that server." error={issueOf(failure, "server.name")}>
              <Input name="server" required maxLength={200} list="known-servers" autoComplete="off" />
            </Field>
            <Field label="Supplier" optional hint="Who stands behind it." error={issueOf(failure, "server.supplier")}>
              <Input name="supplier" maxLength={200} autoComplete="off" />
            </Field>
            <Field label="Address" optional error={issueOf(failure, "server.address")}>
              <Input name="address" maxLength={500} autoComplete="off" />
            </Field>
            <Field
              label="Credential"
              optional
              hint="The name of the account or secret it uses, never the secret."
              error={issueOf(failure, "server.credential")}
            >
              <Input name="credential" maxLength={200} autoComplete="off" />
            </Field>
          </div>
          <datalist id="known-servers">
            {servers.map(({ name }) => (
              <option key={name} value={name} />
            ))}
          </datalist>
          <Field
            label="Answer to tools/list"
            hint="JSON as the server gives it, with or without its envelope."
            error={issueOf(failure, "tools")}
          >
            <Textarea name="tools" required rows={10} spellCheck={false} className="font-mono text-xs" />
          </Field>
          {failure ? <Refused failure={failure} /> : null}
          <div className="flex justify-end gap-2">
            <FormButtons busy={busy}>Add tools</FormButtons>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
