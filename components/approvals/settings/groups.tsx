import { Badge } from "@/components/ui/badge";
import { Callout } from "@/components/ui/callout";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { GroupView } from "@/lib/approvals/settings/views";
import { PRIVILEGE_CLASS_LABELS } from "@/lib/people/terms";

/** Who is there to decide each kind of action, and where nobody is. */
export function Groups({ groups }: { groups: readonly GroupView[] }) {
  return (
    <ul className="divide-y divide-border">
      {groups.map(({ privilegeClass, name, members, warning }) => (
        <li key={privilegeClass} className="grid gap-2 px-4 py-3">
          <div className="flex flex-wrap items-baseline gap-x-2">
            <h3 className="font-medium">{PRIVILEGE_CLASS_LABELS[privilegeClass]}</h3>
            {name ? <LiteralText text={name} className="text-muted-foreground" /> : null}
          </div>
          {members.length ? (
            <ul className="flex flex-wrap gap-x-4 gap-y-1">
              {members.map((member) => (
                <li key={member.id} className="flex flex-wrap items-center gap-1.5">
                  <LiteralText text={member.name} />
                  {member.active ? null : <Badge tone="outline">Deactivated</Badge>}
                  {member.awayUntil ? (
                    <Badge tone="info">
                      <span>
                        Back <Time at={member.awayUntil} />
                        {member.delegate ? `, ${member.delegate.name} stands in` : ", nobody stands in"}
                      </span>
                    </Badge>
                  ) : null}
                </li>
              ))}
            </ul>
          ) : null}
          {warning ? <Callout tone="warning">{warning}</Callout> : null}
        </li>
      ))}
    </ul>
  );
}
