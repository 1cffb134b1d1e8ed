import type { ReactNode } from "react";
import { FactList } from "@/components/ui/card";
import { CopyId } from "@/components/ui/copy-id";
import { Time } from "@/components/ui/time";
import type { PersonDetail } from "@/lib/people/schema";

/** Who somebody is and how they get in. `agents` links to what they answer for. */
export function PersonFacts({ person, agents }: { person: PersonDetail; agents: ReactNode }) {
  const ways = [
    ...(person.hasPassword ? ["Password"] : []),
    ...person.identities.map(({ issuer }) => `Single sign-on (${hostOf(issuer)})`),
  ];
  return (
    <FactList
      facts={[
        { label: "E-mail", value: <span className="[overflow-wrap:anywhere]">{person.email}</span> },
        { label: "Team", value: person.teamName },
        { label: "Manager", value: person.managerName },
        { label: "Answers for", value: agents },
        { label: "Reviews", value: person.reviewerGroups.map(({ name }) => name).join(", ") },
        { label: "Signs in by", value: ways.join(", ") },
        { label: "Last here", value: <Time at={person.lastSeenAt} /> },
        { label: "Added", value: <Time at={person.createdAt} /> },
        ...(person.deactivatedAt ? [{ label: "Deactivated", value: <Time at={person.deactivatedAt} /> }] : []),
        { label: "Id", value: <CopyId id={person.id} what="id" /> },
      ]}
    />
  );
}

function hostOf(issuer: string): string {
  return URL.canParse(issuer) ? new URL(issuer).host : issuer;
}
