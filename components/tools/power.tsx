import { Eye, PencilLine, TriangleAlert } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { CAPABILITY_LABELS, type Capability, EFFECT_LABELS, type Effect } from "@/lib/risk/terms";

/** What these add is said by the effect already. */
const SAID_BY_EFFECT: ReadonlySet<Capability> = new Set(["read", "write"]);
/** Could do harm that is not undone. */
const HARSH: ReadonlySet<Capability> = new Set([
  "delete",
  "execute",
  "pay",
  "change_permissions",
  "change_infrastructure",
]);
const ICONS = { read: Eye, write: PencilLine, destructive: TriangleAlert } as const;

/** What a tool can do: its effect, then each capability beyond it. */
export function PowerBadges({ effect, capabilities }: { effect: Effect; capabilities: readonly Capability[] }) {
  const Icon = ICONS[effect];
  return (
    <ul aria-label="What it can do" className="flex flex-wrap items-center gap-1">
      <li className="flex">
        <Badge tone={effect === "destructive" ? "warning" : "neutral"}>
          <Icon aria-hidden />
          {EFFECT_LABELS[effect]}
        </Badge>
      </li>
      {capabilities
        .filter((capability) => !SAID_BY_EFFECT.has(capability))
        .map((capability) => (
          <li key={capability} className="flex">
            <Badge tone={HARSH.has(capability) ? "warning" : "outline"}>{CAPABILITY_LABELS[capability]}</Badge>
          </li>
        ))}
    </ul>
  );
}
