"use client";

import { Mail } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Refused } from "@/components/agents/refused";
import { useAction } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { LiteralText } from "@/components/ui/literal-text";
import { RadioGroup } from "@/components/ui/radio-group";
import { Time } from "@/components/ui/time";
import type { ActionState } from "@/lib/http/action-state";
import type { Schedules } from "@/lib/posture";
import { RHYTHM_LABELS, RHYTHMS, type Rhythm } from "@/lib/posture/terms";
import type { TeamName } from "@/lib/posture/views";

interface SendMeProps {
  team: TeamName | null;
  schedules: Schedules;
  schedule: (input: { rhythm: Rhythm; teamId: string | null }) => Promise<ActionState<unknown>>;
  unschedule: (input: { id: string }) => Promise<ActionState<unknown>>;
}

/** Asks for these numbers by mail on a schedule, and shows what comes already. */
export function SendMe({ team, schedules: { schedules, mails, firsts }, schedule, unschedule }: SendMeProps) {
  const router = useRouter();
  const { run, busy, failure } = useAction();
  const [open, setOpen] = useState(false);
  const [rhythm, setRhythm] = useState<Rhythm>("weekly");
  const done = () => router.refresh();
  const act = () => schedule({ rhythm, teamId: team?.id ?? null });
  return (
    <>
      <Button variant="outline" onClick={() => setOpen(true)}>
        <Mail aria-hidden />
        Send me this
      </Button>
      <Dialog open={open} onOpenChange={(next) => (busy ? undefined : setOpen(next))}>
        <DialogContent
          title="Send me this"
          description="The numbers that you may see, as a PDF by mail to you alone, at eight in the morning of your time zone."
          size="sm"
          footer={
            <>
              <DialogClose render={<Button variant="outline">Close</Button>} />
              <Button busy={busy} disabled={!mails} onClick={() => run(act, "The report will come", done)}>
                Schedule
              </Button>
            </>
          }
        >
          <div className="grid gap-4">
            {mails ? null : (
              <Callout tone="warning">This installation sends no mails: its operator has set no mail server.</Callout>
            )}
            <RadioGroup
              label="How often"
              value={rhythm}
              onValueChange={setRhythm}
              options={RHYTHMS.map((value) => ({ value, label: RHYTHM_LABELS[value] }))}
            />
            <p className="text-muted-foreground">
              Of {team ? <LiteralText text={`the team ${team.name}`} /> : "the whole organisation"}; the first comes{" "}
              <Time at={firsts[rhythm]} format="exact" />.
            </p>
            {schedules.length ? (
              <ul aria-label="What comes already" className="divide-y divide-border rounded-md border border-border">
                {schedules.map((one) => (
                  <li key={one.id} className="flex items-center gap-3 px-3 py-2">
                    <span className="min-w-0 flex-1">
                      <LiteralText text={one.team?.name ?? "Whole organisation"} className="font-medium" />
                      <span className="block text-muted-foreground text-xs">
                        {RHYTHM_LABELS[one.rhythm]}; next <Time at={one.nextAt} format="exact" />
                        {one.error ? `. The last try failed: ${one.error}` : ""}
                      </span>
                    </span>
                    <Button
                      size="sm"
                      variant="outline"
                      busy={busy}
                      onClick={() => run(() => unschedule({ id: one.id }), "The report comes no more", done)}
                    >
                      End
                    </Button>
                  </li>
                ))}
              </ul>
            ) : null}
            {failure ? <Refused failure={failure} /> : null}
          </div>
        </DialogContent>
      </Dialog>
    </>
  );
}
