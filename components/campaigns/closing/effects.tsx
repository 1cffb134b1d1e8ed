import { Cell, PlainTable } from "@/components/data-table/plain-table";
import { Badge } from "@/components/ui/badge";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { TierBadge } from "@/components/ui/tier-badge";
import type { ClosePreview, EffectCell } from "@/lib/campaigns/closing/views";
import { DECISION_LABELS, ITEM_KIND_LABELS } from "@/lib/campaigns/terms";
import { ACTION_TONES, afterText, counted, USE_BANDS, USE_LABELS } from "./words";

const TIERS = ["critical", "high", "moderate", "low"] as const;

/** Every effect by what is done and what it is done to, with the tiers beside each other. */
export function Effects({ effects }: { effects: readonly EffectCell[] }) {
  const rows = [...new Map(effects.map((cell) => [`${cell.action} ${cell.kind}`, cell])).values()];
  const of = (row: EffectCell, tier?: string) =>
    effects
      .filter(({ action, kind, tier: at }) => action === row.action && kind === row.kind && (!tier || at === tier))
      .reduce((sum, { items }) => sum + items, 0);
  return (
    <Card>
      <CardHeader title="By what is done and tier" />
      {rows.length === 0 ? (
        <CardContent className="text-muted-foreground">Everything is kept: the close changes nothing.</CardContent>
      ) : (
        <PlainTable
          label="Effects by action and tier"
          head={[
            "What is done",
            ...TIERS.map((tier) => ({ label: TIER_HEADS[tier], figure: true as const })),
            { label: "All", figure: true },
          ]}
        >
          {rows.map((row) => (
            <tr key={`${row.action} ${row.kind}`}>
              <Cell row className="whitespace-nowrap">
                <Badge tone={ACTION_TONES[row.action]}>{DECISION_LABELS[row.action]}</Badge>{" "}
                {ITEM_KIND_LABELS[row.kind].toLowerCase()}
              </Cell>
              {TIERS.map((tier) => (
                <Cell key={tier} figure className={of(row, tier) ? "" : "text-muted-foreground"}>
                  {of(row, tier).toLocaleString("en")}
                </Cell>
              ))}
              <Cell figure className="font-medium">
                {of(row).toLocaleString("en")}
              </Cell>
            </tr>
          ))}
        </PlainTable>
      )}
    </Card>
  );
}

const TIER_HEADS = { critical: "Critical", high: "High", moderate: "Moderate", low: "Low" } as const;

/** In which order it happens, and what of it is for good. */
export function WavesAhead({ preview }: { preview: ClosePreview }) {
  const waves = preview.waves.filter(({ items }) => items > 0);
  if (waves.length === 0) return null;
  return (
    <Card>
      <CardHeader
        title="In which order"
        description={`Each wave can be given back for ${counted(preview.undoHours, "hour")} after it was applied.`}
      />
      <PlainTable
        label="Waves of the remediation"
        head={["Wave", "Applied", { label: "Items", figure: true }, { label: "For good", figure: true }]}
      >
        {waves.map((wave) => (
          <tr key={wave.wave}>
            <Cell row className="min-w-44">
              {wave.label}
            </Cell>
            <Cell className="whitespace-nowrap">{afterText(wave.afterHours)}</Cell>
            <Cell figure>{wave.items.toLocaleString("en")}</Cell>
            <Cell figure className={wave.irreversible ? "font-medium text-danger" : "text-muted-foreground"}>
              {wave.irreversible.toLocaleString("en")}
            </Cell>
          </tr>
        ))}
      </PlainTable>
    </Card>
  );
}

/** When what goes was last used. */
export function ByUse({ use }: { use: ClosePreview["use"] }) {
  const most = Math.max(1, ...USE_BANDS.map((band) => use[band]));
  const bands = USE_BANDS.filter((band) => use[band] > 0);
  if (bands.length === 0) return null;
  return (
    <Card>
      <CardHeader title="When it was last used" />
      <CardContent>
        <dl className="grid grid-cols-[auto_1fr_auto] items-center gap-x-4 gap-y-2">
          {bands.map((band) => (
            <div key={band} className="contents">
              <dt className="text-muted-foreground">{USE_LABELS[band]}</dt>
              <dd aria-hidden className="h-1.5 overflow-hidden rounded-full bg-border">
                <span
                  className={`block h-full rounded-full ${band === "within_30_days" ? "bg-danger-solid" : "bg-primary"}`}
                  style={{ width: `${Math.max(1, (use[band] / most) * 100)}%` }}
                />
              </dd>
              <dd className="text-right tabular-nums">{use[band].toLocaleString("en")}</dd>
            </div>
          ))}
        </dl>
      </CardContent>
    </Card>
  );
}

/** Each tier with the items that lose something. */
export function TierTotals({ effects }: { effects: readonly EffectCell[] }) {
  const total = (tier: string) =>
    effects.filter((cell) => cell.tier === tier).reduce((sum, { items }) => sum + items, 0);
  return (
    <ul aria-label="Effects by tier" className="flex flex-wrap gap-x-4 gap-y-1.5">
      {TIERS.filter((tier) => total(tier) > 0).map((tier) => (
        <li key={tier} className="inline-flex items-center gap-1.5 tabular-nums">
          <TierBadge tier={tier} /> {total(tier).toLocaleString("en")}
        </li>
      ))}
    </ul>
  );
}
