import { cookies } from "next/headers";
import { StopBanner } from "@/components/incidents/stop-banner";
import { ENVIRONMENT_COOKIE, environmentFrom, NAV_COOKIE } from "@/components/shell/cookies";
import { closedRooms } from "@/components/shell/nav";
import { roleNames } from "@/components/shell/role-names";
import { Shell } from "@/components/shell/shell";
import { ClockProvider } from "@/components/ui/time";
import { canSomewhere } from "@/lib/access";
import { countQueue } from "@/lib/approvals";
import { currentPerson, requireContext } from "@/lib/auth";
import { env } from "@/lib/env";
import { inboxCounts } from "@/lib/inbox";
import { activeStops } from "@/lib/incidents";
import { listTeams } from "@/lib/people";
import { preferencesSchema } from "@/lib/people/schema";

/** The frame of every page behind the sign-in. Chrome only: what a page may show is decided by the verbs it calls. */
export default async function ConsoleLayout({ children }: LayoutProps<"/">) {
  const ctx = await requireContext();
  const [person, waiting, approvals, teams, stops, jar] = await Promise.all([
    currentPerson(),
    inboxCounts(ctx),
    countQueue(ctx),
    listTeams(ctx),
    activeStops(ctx),
    cookies(),
  ]);
  if (!person) return null;
  const { shortcuts, theme } = preferencesSchema.parse(person.preferences);
  return (
    <ClockProvider now={ctx.now.toISOString()} timeZone={person.timeZone}>
      <Shell
        person={{ id: person.id, name: person.name, email: person.email, roles: roleNames(person.grants, teams) }}
        closed={closedRooms((verb) => canSomewhere(ctx.actor, verb))}
        counts={{ ...waiting, approvals }}
        environment={environmentFrom(jar.get(ENVIRONMENT_COOKIE)?.value)}
        folded={jar.get(NAV_COOKIE)?.value === "folded"}
        demo={env().COUNTERSIGN_DEMO === "1"}
        alarm={stops.length ? <StopBanner stops={stops} /> : null}
        shortcuts={shortcuts}
        theme={theme}
      >
        {children}
      </Shell>
    </ClockProvider>
  );
}
