import {
  CircleCheck,
  CirclePause,
  CircleSlash2,
  type Fingerprint,
  KeyRound,
  Network,
  ShieldCheck,
  TextCursorInput,
} from "lucide-react";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import {
  CREDENTIAL_STATE_LABELS,
  type CredentialState,
  DUE_LABELS,
  type DueState,
  INSTANCE_STATE_LABELS,
  type InstanceState,
  STRENGTH_LABELS,
  type Strength,
} from "@/lib/credentials/terms";

const STRENGTH_LOOK = {
  attested: { icon: ShieldCheck, tone: "success" },
  federated: { icon: Network, tone: "success" },
  own_key: { icon: KeyRound, tone: "info" },
  secret: { icon: TextCursorInput, tone: "warning" },
} as const satisfies Record<Strength, { icon: typeof Fingerprint; tone: BadgeTone }>;

/** What a credential is worth: an icon of its own, the words, and then the colour. */
export function StrengthBadge({ strength }: { strength: Strength }) {
  const { icon: Icon, tone } = STRENGTH_LOOK[strength];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {STRENGTH_LABELS[strength]}
    </Badge>
  );
}

const STATE_TONES: Record<CredentialState, BadgeTone> = {
  active: "success",
  overlap: "warning",
  revoked: "danger",
  expired: "outline",
};

export function CredentialStateBadge({ state }: { state: CredentialState }) {
  return <Badge tone={STATE_TONES[state]}>{CREDENTIAL_STATE_LABELS[state]}</Badge>;
}

const DUE_TONES: Record<Exclude<DueState, "later" | "none">, BadgeTone> = { overdue: "danger", soon: "warning" };

/** Only where somebody should act. */
export function DueBadge({ due }: { due: DueState }) {
  return due === "overdue" || due === "soon" ? <Badge tone={DUE_TONES[due]}>{DUE_LABELS[due]}</Badge> : null;
}

const INSTANCE_LOOK = {
  active: { icon: CircleCheck, ink: "text-success" },
  stopped: { icon: CirclePause, ink: "text-warning" },
  retired: { icon: CircleSlash2, ink: "text-muted-foreground" },
} as const satisfies Record<InstanceState, { icon: typeof Fingerprint; ink: string }>;

export function InstanceStateMark({ state }: { state: InstanceState }) {
  const { icon: Icon, ink } = INSTANCE_LOOK[state];
  return (
    <span className="inline-flex h-5 items-center gap-1.5 whitespace-nowrap text-sm">
      <Icon aria-hidden className={`size-3.5 shrink-0 ${ink}`} />
      {INSTANCE_STATE_LABELS[state]}
    </span>
  );
}
