import type { Route } from "next";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { AgentDetail } from "@/lib/agents/schema";
import { CONTROL_STATE_LABELS, CONTROLS, type ControlsDetail } from "@/lib/agents/terms";
import { ControlMark } from "./control-mark";
import { mendOf } from "./mends";
import type { ControlActions } from "./types";
import { WaiverButtons } from "./waiver-buttons";

type Control = ControlsDetail["controls"][number];

export interface ControlRowProps {
  agent: Pick<AgentDetail, "id" | "name" | "version" | "abilities">;
  control: Control;
  term: ControlsDetail["term"];
  actions: ControlActions | null;
}

/** One control: what it asks for, how it stands and by which fact, and what can be done about it. */
export function ControlRow({ agent, control, term, actions }: ControlRowProps) {
  const mend = control.state === "met" || !actions ? null : mendOf(agent, control.id);
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-2.5">
      <div className="flex min-w-64 flex-1 items-start gap-2.5">
        <ControlMark state={control.state} className="mt-0.5 size-4" />
        <div className="grid min-w-0 gap-0.5">
          <p className="font-medium">
            <span className="sr-only">{CONTROL_STATE_LABELS[control.state]}: </span>
            {control.label}
          </p>
          {control.state === "met" ? null : <Open control={control} />}
          <p className="text-muted-foreground text-xs">
            {control.state === "met" ? null : "Measured by: "}
            {CONTROLS[control.id].measured}
          </p>
        </div>
      </div>
      {control.state === "met" || !actions ? null : (
        <div className="flex flex-wrap items-center gap-2 max-sm:pl-6.5">
          {mend ? (
            <Link
              href={mend.href as Route}
              className="inline-flex min-h-7 items-center text-link underline-offset-3 hover:underline"
            >
              {mend.label}
            </Link>
          ) : null}
          <WaiverButtons agent={agent} control={control} term={term} actions={actions} />
        </div>
      )}
    </li>
  );
}

/** What a control asks for and how to mend it; of one that is met, the fact it is measured by says enough. */
function Open({ control }: { control: Control }) {
  return (
    <>
      <p className="text-muted-foreground">{control.why}</p>
      <p>{control.how}</p>
      <Waived control={control} />
    </>
  );
}

function Waived({ control }: { control: Control }) {
  if (control.state !== "waived") return null;
  return (
    <p className="flex flex-wrap items-center gap-x-1.5">
      <Badge tone="info">Waived</Badge>
      <span>
        until <Time at={control.waivedUntil} format="exact" /> by {control.waivedBy?.name}:
      </span>
      <span className="text-muted-foreground">
        <LiteralText text={control.waivedFor ?? ""} multiline />
      </span>
    </p>
  );
}
