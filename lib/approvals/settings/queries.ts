import { sql } from "@/lib/db";
import type { GroupMember, GroupState } from "./views";

// Of two absences at once the one that ends last is shown.
const MEMBERS = `select json_agg(json_build_object('id', p.id, 'name', p.name, 'active', p.status = 'active', 'awayUntil', b.until_at,
    'delegate', case when d.id is not null then json_build_object('id', d.id, 'name', d.name) end) order by p.name)
  from reviewer_group_members m join people p on p.id = m.person_id
  left join lateral (select x.until_at, x.delegate_id from absences x where x.person_id = p.id and x.ended_at is null
    and x.from_at <= $1 and x.until_at > $1 order by x.until_at desc limit 1) b on true
  left join people d on d.id = b.delegate_id and d.status = 'active' where m.group_id = g.id`;

const CAPTIVE = `select json_agg(json_build_object('id', a.id, 'name', a.name) order by a.name) from agents a
  where a.status = 'active' and g.privilege_class = any(a.privileges)
    and exists (select 1 from reviewer_group_members m join people p on p.id = m.person_id and p.status = 'active' where m.group_id = g.id)
    and not exists (select 1 from reviewer_group_members m join people p on p.id = m.person_id and p.status = 'active'
      where m.group_id = g.id and p.id is distinct from a.owner_id and p.id is distinct from a.deputy_id)`;

/** Every reviewer group with who can be reached in it at that instant. */
export async function selectGroups(now: Date): Promise<GroupState[]> {
  const { rows } = await sql().query<
    GroupState & { members: (Omit<GroupMember, "awayUntil"> & { awayUntil: string | null })[] }
  >({
    name: "approval-groups",
    text: `select g.privilege_class::text as "privilegeClass", g.name, coalesce((${MEMBERS}), '[]') as members,
      coalesce((${CAPTIVE}), '[]') as captive from reviewer_groups g order by g.privilege_class`,
    values: [now],
  });
  return rows.map(({ members, ...group }) => ({
    ...group,
    members: members.map((member) => ({ ...member, awayUntil: member.awayUntil ? new Date(member.awayUntil) : null })),
  }));
}

/** Who may break the glass, by name. */
export async function selectGlassMembers(): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql().query<{ id: string; name: string }>({
    name: "break-glass-members",
    text: "select p.id, p.name from break_glass_members m join people p on p.id = m.person_id order by p.name",
  });
  return rows;
}
