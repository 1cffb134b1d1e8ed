import { REVIEW_DAYS } from "@/lib/agents/terms";
import { DECISION_DAYS, type EvidenceQuery, NONE, NOTED, ofAll, upTo } from "./query";

/** Agents that may act or may soon: what was drafted or decommissioned answers for nothing. */
const GOVERNED = "a.status in ('registered', 'active', 'suspended')";
const RISKY = `${GOVERNED} and a.tier in ('high', 'critical')`;
const INTERVAL = `make_interval(days => case a.tier when 'critical' then ${REVIEW_DAYS.critical} else ${REVIEW_DAYS.high} end)`;
// The later of the last time somebody confirmed the record and the last time a campaign certified a right of it.
const LOOKED_AT = `greatest(a.reviewed_at, (select max(c.certified_at) from certifications c where c.agent_id = a.id))`;
const agentRow = (note: string, at = "a.status_changed_at") =>
  `'agent' as kind, a.id, a.name, ${note} as note, ${at} as at`;

const QUARANTINE_DAYS = 14;

export const AGENT_QUERIES = {
  "agents-owned": {
    title: "Every agent has an owner",
    asks: "Each registered, active or suspended agent has an owner who is still here.",
    threshold: NONE,
    of: `(select count(*) from agents a where ${GOVERNED})`,
    against: `select ${agentRow("case when a.owner_id is null then 'No owner is named.' else 'Its owner has left.' end")} from agents a
      left join people o on o.id = a.owner_id and o.status = 'active' where ${GOVERNED} and o.id is null`,
    says: ofAll("agents", "have an active owner", "have no active owner"),
    place: { label: "Agents without an owner", href: "/agents?people=orphan" },
  },
  "agents-deputised": {
    title: "Dangerous agents have a deputy",
    asks: "Each agent of tier high or critical has a deputy who is still here and is not its owner.",
    threshold: upTo(0.1),
    of: `(select count(*) from agents a where ${RISKY})`,
    against: `select ${agentRow("'Tier ' || a.tier || ', without a deputy of its own.'")} from agents a
      left join people d on d.id = a.deputy_id and d.status = 'active' and d.id is distinct from a.owner_id
      where ${RISKY} and d.id is null`,
    says: ofAll("agents of tier high or critical", "have a deputy", "have no deputy"),
    place: { label: "Agents of tier high and critical", href: "/agents?tier=high,critical" },
  },
  "agents-classified": {
    title: "Every agent has a risk tier",
    asks: "Each registered, active or suspended agent has a tier that was computed from what it can do.",
    threshold: NONE,
    of: `(select count(*) from agents a where ${GOVERNED})`,
    against: `select ${agentRow("'Nobody knows its tier.'")} from agents a where ${GOVERNED} and a.tier is null`,
    says: ofAll("agents", "have a tier", "have no tier"),
    place: { label: "Agents without a tier", href: "/agents?tier=none" },
  },
  "agents-certified": {
    title: "Dangerous agents were looked at in time",
    asks: `Somebody confirmed the record or certified a right of each agent of tier high within ${REVIEW_DAYS.high} days, of tier critical within ${REVIEW_DAYS.critical}.`,
    threshold: upTo(0.1),
    of: `(select count(*) from agents a where ${RISKY})`,
    against: `select ${agentRow("'Tier ' || a.tier || ', last looked at ' || coalesce(to_char(l.at at time zone 'UTC', 'YYYY-MM-DD'), 'never') || '.'", "l.at")} from agents a
      cross join lateral (select ${LOOKED_AT} as at) l where ${RISKY} and (l.at is null or l.at < $1::timestamptz - ${INTERVAL})`,
    says: ofAll("agents of tier high or critical", "were looked at within their interval", "are overdue for a look"),
    place: { label: "What needs attention", href: "/ownership" },
  },
  "agents-known": {
    title: "No agent acts unregistered",
    asks: `Nobody asked for a decision about an agent that is not in the inventory within the last ${DECISION_DAYS} days.`,
    threshold: NOTED,
    of: "(select count(*) from (select 1 from decisions d where d.outcome = 'deny' and d.id >= $2 limit 10000) x)",
    against: `select 'decision' as kind, max(d.id) as id, d.agent_id as name,
        count(*) || ' denied attempts on ' || d.server || '.' as note, max(d.at) as at from decisions d
      where d.outcome = 'deny' and d.reason = 'unknown_agent' and d.id >= $2
      group by d.agent_id, d.server`,
    says: ({ found, of }) =>
      of === 0
        ? "Nothing was denied yet, so nothing unregistered has been seen."
        : found === 0
          ? `None of the last ${of.toLocaleString("en")} denials was about an unregistered agent.`
          : `${found} unregistered ${found === 1 ? "agent was" : "agents were"} seen and denied.`,
    place: { label: "Denied decisions", href: "/decisions?outcome=deny" },
  },
  "tools-decided": {
    title: "New and changed tools were decided on",
    asks: `No tool of an agent waits in quarantine for more than ${QUARANTINE_DAYS} days.`,
    threshold: NOTED,
    of: `(select count(*) from agent_tools t join agents a on a.id = t.agent_id where ${GOVERNED} and t.state <> 'removed')`,
    against: `select ${agentRow("count(*) || ' tools wait in quarantine.'", "min(w.at)")} from agent_tools t join agents a on a.id = t.agent_id
      cross join lateral (select coalesce((select max(c.at) from tool_changes c where c.tool_id = t.id), t.first_seen_at) as at) w
      where ${GOVERNED} and t.state = 'quarantined' and w.at < $1::timestamptz - interval '${QUARANTINE_DAYS} days' group by a.id, a.name`,
    says: ({ found, of }) =>
      of === 0
        ? "No tool is listed yet."
        : found === 0
          ? "No tool has waited too long in quarantine; what waits cannot be called."
          : `Tools of ${found} ${found === 1 ? "agent wait" : "agents wait"} in quarantine for too long; they cannot be called.`,
    place: { label: "Tools in quarantine", href: "/tools?state=quarantined" },
  },
} as const satisfies Record<string, EvidenceQuery>;
