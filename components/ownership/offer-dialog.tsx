"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { PersonPicker } from "@/components/agents/person-picker";
import { Refused } from "@/components/agents/refused";
import type { ComboboxOption } from "@/components/ui/combobox";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import type { SeatView } from "@/lib/agents/schema";
import { HAND_OVER_DAYS, SEAT_LABELS } from "@/lib/agents/terms";
import { type ActionFailure, issueOf } from "@/lib/http/action-state";
import type { SeatActions } from "./actions";

export interface OfferDialogProps {
  agent: { id: string; name: string; version: number };
  seat: Pick<SeatView, "seat" | "person" | "waits">;
  /** Who looks at this: naming oneself needs nobody's consent. */
  viewerId: string;
  offer: SeatActions["offer"];
  onClose: () => void;
}

/** Names somebody for a seat, and says beforehand whether that takes effect or has to be accepted. */
export function OfferDialog({ agent, seat, viewerId, offer, onClose }: OfferDialogProps) {
  const router = useRouter();
  const [person, setPerson] = useState<ComboboxOption | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const asks = seat.waits && person?.value !== viewerId;

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (!person) return;
    const note = String(new FormData(event.currentTarget).get("note") ?? "");
    setBusy(true);
    const { id: agentId, version } = agent;
    const done = await offer({ agentId, version, seat: seat.seat, personId: person.value, note });
    setBusy(false);
    if (!done.ok) return setFailure(done);
    toast.success(done.value.waits ? `${person.label} is asked to accept` : `${person.label} is its ${seat.seat} now`);
    onClose();
    router.refresh();
  }

  return (
    <Dialog open onOpenChange={(open) => (open || busy ? undefined : onClose())}>
      <DialogContent
        title={seat.person ? `Hand over ${agent.name}` : `Name the ${seat.seat} of ${agent.name}`}
        description={`${SEAT_LABELS[seat.seat]} now: ${seat.person?.name ?? "nobody"}.`}
        size="sm"
      >
        <form onSubmit={submit} className="grid gap-3">
          <Field label={`New ${seat.seat}`} error={issueOf(failure, `${seat.seat}Id`)}>
            <PersonPicker value={person} onChange={setPerson} />
          </Field>
          {asks ? (
            <Field label="Note" hint="What the person asked should know. Optional.">
              <Textarea name="note" maxLength={1000} rows={3} />
            </Field>
          ) : null}
          <p className="text-muted-foreground text-xs" aria-live="polite">
            {person ? brings(seat, { name: person.label, asks }) : "Anybody active can be named."}
          </p>
          {failure ? <Refused failure={failure} /> : null}
          <div className="flex justify-end gap-2 pt-1">
            <FormButtons busy={busy} disabled={!person}>
              {asks ? "Ask" : "Name"}
            </FormButtons>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}

function brings({ seat, person }: OfferDialogProps["seat"], named: { name: string; asks: boolean }): string {
  if (!named.asks) return `${named.name} is its ${seat} at once.`;
  const meanwhile = person ? `${person.name} stays ${seat}` : `it has no ${seat}`;
  return `${named.name} is asked to accept. Until then ${meanwhile}; without an answer the offer ends after ${HAND_OVER_DAYS} days.`;
}
