import { REMEDIATION_STATES, type RemediationState } from "@/lib/campaigns/terms";

export interface RemediationSearch {
  state: RemediationState | undefined;
  wave: number | undefined;
  after: number;
}

type Given = Readonly<Record<string, string | string[] | undefined>>;

/** What the address asks for. Values that do not exist are dropped: an old link still opens. */
export function remediationSearchOf(given: Given): RemediationSearch {
  const after = typeof given.after === "string" && /^\d{1,9}$/.test(given.after) ? Number(given.after) : 0;
  return {
    state: REMEDIATION_STATES.find((state) => state === given.state),
    wave: given.wave === "0" || given.wave === "1" || given.wave === "2" ? Number(given.wave) : undefined,
    after,
  };
}

/** The address of another part of the list. */
export function remediationHref(campaignId: string, { state, wave, after }: Partial<RemediationSearch>): string {
  const query = new URLSearchParams();
  if (state) query.set("state", state);
  if (wave !== undefined) query.set("wave", String(wave));
  if (after) query.set("after", String(after));
  const text = query.toString();
  return `/campaigns/${campaignId}/remediation${text ? `?${text}` : ""}`;
}
