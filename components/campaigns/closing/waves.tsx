import { Badge } from "@/components/ui/badge";
import { Card, CardContent } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import { Time } from "@/components/ui/time";
import type { WaveView } from "@/lib/campaigns";
import { REMEDIATION_STATES } from "@/lib/campaigns/terms";
import type { Ability } from "@/lib/campaigns/views";
import { GiveBack, type GiveBackActions } from "./undo-button";
import { counted, STATE_WORDS, WAVE_LABELS } from "./words";

export interface WavesProps {
  campaignId: string;
  waves: readonly WaveView[];
  now: Date;
  /** Whether the reader may give back at all; null: no button is shown. */
  actions: GiveBackActions | null;
}

/** Each wave with when it is due, how far it is, and until when it can be given back. */
export function Waves({ campaignId, waves, now, actions }: WavesProps) {
  return (
    <ol aria-label="Waves" className="grid gap-3 lg:grid-cols-3">
      {waves.map((wave) => (
        <li key={wave.wave} className="grid">
          <Card aria-labelledby={`wave-${wave.wave}`}>
            <CardContent className="grid h-full content-start gap-3">
              <div>
                <h2 id={`wave-${wave.wave}`} className="font-semibold">
                  Wave {wave.wave + 1}
                </h2>
                <p className="text-muted-foreground text-xs">{WAVE_LABELS[wave.wave]}</p>
              </div>
              <Progress
                label={settled(wave) === wave.total ? "Settled" : "Settled so far"}
                value={settled(wave)}
                max={Math.max(1, wave.total)}
                detail={`${settled(wave).toLocaleString("en")} of ${wave.total.toLocaleString("en")}`}
              />
              <ul aria-label={`States of wave ${wave.wave + 1}`} className="flex flex-wrap gap-1.5">
                {REMEDIATION_STATES.map((state) =>
                  wave.states[state] ? (
                    <li key={state}>
                      <Badge tone={STATE_WORDS[state].tone}>
                        {wave.states[state]?.toLocaleString("en")} {STATE_WORDS[state].label.toLowerCase()}
                      </Badge>
                    </li>
                  ) : null,
                )}
              </ul>
              <When wave={wave} now={now} />
              {actions ? <WaveButton campaignId={campaignId} wave={wave} now={now} actions={actions} /> : null}
            </CardContent>
          </Card>
        </li>
      ))}
    </ol>
  );
}

const SETTLED = ["verified", "done", "undone", "withdrawn"] as const;
const settled = ({ states }: WaveView) => SETTLED.reduce((sum, state) => sum + (states[state] ?? 0), 0);
const planned = ({ states }: WaveView) => states.planned ?? 0;
const undoable = ({ states }: WaveView) => (states.applied ?? 0) + (states.verified ?? 0) + (states.error ?? 0);

function When({ wave, now }: { wave: WaveView; now: Date }) {
  return (
    <p className="text-muted-foreground text-xs">
      {planned(wave) ? "Applied " : "Was due "}
      {planned(wave) && wave.applyAt <= now ? "now" : <Time at={wave.applyAt} />}
      {wave.undoUntil ? (
        <>
          {" · "}
          {wave.undoUntil > now ? "can be given back until " : "could be given back until "}
          <Time at={wave.undoUntil} format="exact" />
        </>
      ) : null}
    </p>
  );
}

function WaveButton({
  campaignId,
  wave,
  now,
  actions,
}: {
  campaignId: string;
  wave: WaveView;
  now: Date;
  actions: GiveBackActions;
}) {
  const target = { campaignId, wave: wave.wave };
  if (planned(wave)) {
    const what = `the ${counted(planned(wave), "item")} of wave ${wave.wave + 1}`;
    return (
      <div>
        <GiveBack
          act="withdraw"
          align="start"
          target={target}
          what={what}
          ability={{ allowed: true }}
          actions={actions}
        />
      </div>
    );
  }
  if (!undoable(wave)) return null;
  const open = wave.undoUntil !== null && wave.undoUntil > now;
  const ability: Ability = open
    ? { allowed: true }
    : { allowed: false, reason: "The time in which it could be given back is over: ask for a new grant." };
  const what = `the ${counted(undoable(wave), "item")} of wave ${wave.wave + 1}`;
  return (
    <div>
      <GiveBack act="undo" align="start" target={target} what={what} ability={ability} actions={actions} />
    </div>
  );
}
