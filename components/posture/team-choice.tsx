"use client";

import { useRouter } from "next/navigation";
import { Select } from "@/components/ui/select";
import type { PostureView } from "@/lib/posture/views";
import { postureHref, quartersHref } from "./hrefs";

const ALL = "all";

/** Whose numbers are shown. Each choice is an address. */
export function TeamChoice({
  team,
  choices,
  page,
}: Pick<PostureView, "team" | "choices"> & { page: "posture" | "quarters" }) {
  const router = useRouter();
  const href = page === "posture" ? postureHref : quartersHref;
  return (
    <Select
      label="Whose numbers"
      className="w-52"
      value={team?.id ?? ALL}
      onValueChange={(value) => router.push(href(value === ALL ? null : value), { scroll: false })}
      options={[
        ...(choices.organisation ? [{ value: ALL, label: "Whole organisation" }] : []),
        ...choices.teams.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}
