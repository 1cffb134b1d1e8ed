import type { Route } from "next";
import Link from "next/link";
import { Avatar } from "@/components/ui/avatar";
import { EmptyState } from "@/components/ui/empty-state";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { PersonRow } from "@/lib/people/schema";
import { AccountStateBadge } from "./account-state";
import { RoleBadges } from "./role-badges";

const HEAD = "px-3 py-2 text-left font-medium text-muted-foreground text-xs";
const CELL = "px-3 py-2 align-top";

/** People by name: who they are, what they may do and where, when they were last here. */
export function PeopleTable({ rows, total }: { rows: readonly PersonRow[]; total: number }) {
  if (rows.length === 0) {
    return <EmptyState title="Nobody matches" description="Change the words or the filters above." />;
  }
  return (
    <>
      <div className="overflow-x-auto rounded-lg border border-border bg-card">
        <table className="w-full min-w-160">
          <caption className="sr-only">People</caption>
          <thead className="border-border border-b bg-muted">
            <tr>
              {["Name", "Team", "Roles", "Account", "Last here"].map((label) => (
                <th key={label} scope="col" className={HEAD}>
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((person) => (
              <Row key={person.id} person={person} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="mt-2 text-muted-foreground text-xs">
        {rows.length < total ? `The first ${rows.length} of ${total} people. Search to narrow.` : `${total} people`}
      </p>
    </>
  );
}

function Row({ person }: { person: PersonRow }) {
  return (
    <tr className="border-border border-b last:border-b-0 hover:bg-accent">
      <th scope="row" className={`${CELL} text-left font-normal`}>
        <span className="flex items-start gap-2.5">
          <Avatar name={person.name} />
          <span className="min-w-0">
            <Link href={`/people/${person.id}` as Route} className="block font-medium hover:underline">
              <LiteralText text={person.name} />
            </Link>
            <span className="block text-muted-foreground text-xs">
              {person.title ? <LiteralText text={person.title} /> : person.email}
            </span>
          </span>
        </span>
      </th>
      <td className={CELL}>{person.teamName ?? <span className="text-muted-foreground">No team</span>}</td>
      <td className={CELL}>
        <RoleBadges grants={person.grants} />
      </td>
      <td className={CELL}>
        <AccountStateBadge state={person.state} />
      </td>
      <td className={`${CELL} text-muted-foreground`}>
        <Time at={person.lastSeenAt} />
      </td>
    </tr>
  );
}
