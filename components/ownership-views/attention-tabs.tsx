import type { Route } from "next";
import { LinkTabs } from "@/components/ui/tabs";
import type { AttentionCounts } from "@/lib/ownership";
import type { AttentionView } from "@/lib/ownership/attention/terms";
import { VIEW_WORDS } from "./words";

export const attentionHref = (view: AttentionView, more: Record<string, string | number> = {}) =>
  `/ownership?${new URLSearchParams({ view, ...Object.fromEntries(Object.entries(more).map(([key, value]) => [key, String(value)])) })}` as Route;

/** The views, each with how many it holds. */
export function AttentionTabs({ current, counts }: { current: AttentionView; counts: AttentionCounts }) {
  const views = Object.keys(VIEW_WORDS) as AttentionView[];
  const tabs = views.map((view) => {
    const { count, exact } = counts[view];
    const { label } = VIEW_WORDS[view];
    return {
      href: attentionHref(view),
      current: view === current,
      ...(exact ? { label, count } : { label: `${label} (${count.toLocaleString("en")}+)` }),
    };
  });
  return <LinkTabs label="Ownership" tabs={tabs} className="mb-4" />;
}
