import type { Route } from "next";
import { LinkTabs } from "@/components/ui/tabs";

const TABS = [
  { id: "list", href: "/policies", label: "Policies" },
  { id: "coverage", href: "/policies/coverage", label: "Coverage" },
  { id: "try", href: "/policies/try", label: "Try a call" },
] as const;

export function PolicyTabs({ current }: { current: (typeof TABS)[number]["id"] }) {
  const tabs = TABS.map(({ id, href, label }) => ({ href: href as Route, label, current: id === current }));
  return <LinkTabs label="Policies" tabs={tabs} className="mb-5" />;
}
