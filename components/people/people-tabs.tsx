import type { Route } from "next";
import { LinkTabs } from "@/components/ui/tabs";

const TABS = [
  { id: "people", label: "People", href: "/people" },
  { id: "teams", label: "Teams", href: "/people/teams" },
  { id: "reviewers", label: "Reviewer groups", href: "/people/reviewers" },
] as const;

export function PeopleTabs({ current }: { current: (typeof TABS)[number]["id"] }) {
  const tabs = TABS.map(({ id, label, href }) => ({ label, href: href as Route, current: id === current }));
  return <LinkTabs label="People" tabs={tabs} className="mb-4" />;
}
