/** What a call of the chart came to, from the bottom of a bar to its top; every chart says the word beside the colour. */
export const SERIES = ["through", "steppedUp", "denied"] as const;
export type Series = (typeof SERIES)[number];
export const SERIES_LABELS: Readonly<Record<Series, string>> = {
  through: "Allowed, or only reported",
  steppedUp: "Waited for approval",
  denied: "Denied",
};
export const SERIES_INK: Readonly<Record<Series, string>> = {
  through: "var(--info)",
  steppedUp: "var(--warning)",
  denied: "var(--danger)",
};
export const ERRORS_INK = "var(--foreground)";
