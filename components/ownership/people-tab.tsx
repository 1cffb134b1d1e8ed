import { Card, CardContent, CardHeader } from "@/components/ui/card";
import type { AgentDetail, AnsweringView } from "@/lib/agents/schema";
import type { SeatActions } from "./actions";
import { SeatRow } from "./seat-row";
import { TeamForm } from "./team-form";
import { WhoAnswered } from "./who-answered";

export interface PeopleTabProps {
  agent: AgentDetail;
  answering: AnsweringView;
  viewerId: string;
  teams: readonly { id: string; name: string }[];
  actions: SeatActions;
  /** The caller's roles reach the naming of people here; whether the rules allow it now, each seat says. */
  mayAssign: boolean;
}

/** Who answers for an agent, who is asked to, and who did before. */
export function PeopleTab({ agent, answering, viewerId, teams, actions, mayAssign }: PeopleTabProps) {
  const { id, name, version, status } = agent;
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="grid gap-4">
        <Card>
          <CardHeader
            title="Who answers for it"
            description="An owner who can change it and a sponsor who wanted it; from tier high up two different people at least."
          />
          <ul aria-label="Who answers for it">
            {answering.seats.map((seat) => (
              <SeatRow
                key={seat.seat}
                agent={{ id, name, version, status }}
                seat={seat}
                viewerId={viewerId}
                actions={actions}
                mayAssign={mayAssign}
              />
            ))}
          </ul>
        </Card>
        <Card>
          <CardContent>
            {mayAssign && agent.abilities.assign.allowed ? (
              <TeamForm key={version} agent={agent} teams={teams} assign={actions.assign} />
            ) : (
              <dl className="grid gap-1">
                <dt className="font-medium text-sm">Team</dt>
                <dd>{agent.team?.name ?? "No team"}</dd>
              </dl>
            )}
          </CardContent>
        </Card>
      </div>
      <Card>
        <CardHeader title="Who answered when" description="Kept by the database beside every change." />
        <CardContent>
          <WhoAnswered periods={answering.periods} ended={answering.ended} />
        </CardContent>
      </Card>
    </div>
  );
}
