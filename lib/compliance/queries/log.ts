import { ANY_AGENT, type EvidenceQuery, NONE, NOTED, ofAll } from "./query";

/** Decisions whose record is looked for: the newest, for they are millions. */
const SAMPLE = 1_000;
const FULL_AUDIT_HOURS = 26;
/** The same age as makes the health check red. */
const BEHIND_SECONDS = 30;
const WITNESSED_HOURS = 24;

/** A log begun a moment ago was not gone through yet, which says nothing about it. */
const FIRST_AUDIT_DUE = `(s.full_audit_at is null and exists (select 1 from log_epochs e
  where e.epoch = s.epoch and e.opened_at > $1::timestamptz - interval '${FULL_AUDIT_HOURS} hours'))`;

const row = (name: string, note: string, at: string) =>
  `select 'log' as kind, 'log' as id, '${name}' as name, ${note} as note, ${at} as at`;
const NEWEST = `(select d.id, d.event_id, d.server, d.tool, d.at from decisions d where d.caller_kind <> 'person' order by d.id desc limit ${SAMPLE}) d`;

export const LOG_QUERIES = {
  "log-sound": {
    title: "The audit log is sound",
    asks: `The log is not sealed, its self-audit found no fault and went through the whole of it within ${FULL_AUDIT_HOURS} hours, and nothing waits longer than ${BEHIND_SECONDS} seconds for its number.`,
    threshold: NONE,
    of: `(select case when s.size > 0 and ${ANY_AGENT} and not (${FIRST_AUDIT_DUE} and s.sealed_reason || s.fault_reason = '') then 4 else 0 end
      from log_state s where s.id = 1)`,
    against: `select * from (${row("Sealed", "s.sealed_reason", "s.updated_at")} from log_state s where s.sealed_reason <> ''
      union all ${row("Fault", "s.fault_reason", "s.updated_at")} from log_state s where s.fault_reason <> ''
      union all ${row("Self-audit", "'The whole log was not gone through lately.'", "s.full_audit_at")} from log_state s
        where s.size > 0 and not ${FIRST_AUDIT_DUE}
          and coalesce(s.full_audit_at, '1970-01-01') < $1::timestamptz - interval '${FULL_AUDIT_HOURS} hours'
      union all (${row("Backlog", "'Events wait for their number.'", "p.since")} from log_pending p
        where p.since < $1::timestamptz - interval '${BEHIND_SECONDS} seconds' order by p.position limit 1)) x where ${ANY_AGENT}`,
    says: ({ found, of }) =>
      of === 0
        ? "There is no agent yet of whose doings the log could hold anything, or the log is too young to have been gone through."
        : found === 0
          ? "The log is whole, and its self-audit has been through it."
          : `${found} of ${of} things that the log must be ${found === 1 ? "is" : "are"} not so.`,
    place: { label: "Audit log", href: "/audit" },
  },
  "decisions-recorded": {
    title: "Every decision is in the log",
    asks: `Each of the newest ${SAMPLE.toLocaleString("en")} decisions has its event in the log.`,
    threshold: NONE,
    of: `(select count(*) from ${NEWEST})`,
    against: `select 'decision' as kind, d.id, d.server || '/' || d.tool as name, 'Its event is missing.' as note, d.at from ${NEWEST}
      where not exists (select 1 from audit_events e where e.at = event_at(d.event_id) and e.id = d.event_id)`,
    says: ofAll("newest decisions", "are in the log", "are not in the log"),
    place: { label: "Decisions", href: "/decisions" },
  },
  "log-witnessed": {
    title: "The log is anchored outside",
    asks: `Somebody outside this console signed the log's size within ${WITNESSED_HOURS} hours. The roll-back guard is a file of this installation, and does not count.`,
    threshold: NOTED,
    of: "(select case when s.size > 0 then greatest(1, (select count(*) from log_witnesses)) else 0 end from log_state s where s.id = 1)",
    against: `select 'log' as kind, w.name as id, w.name, case when w.error <> '' then 'It answered: ' || w.error else 'It has not signed lately.' end as note, w.signed_at as at
        from log_witnesses w where coalesce(w.signed_at, '1970-01-01') < $1::timestamptz - interval '${WITNESSED_HOURS} hours'
      union all ${row("No witness", "'Nobody outside signs the log.'", "null::timestamptz")}
        from log_state s where s.id = 1 and s.size > 0 and not exists (select 1 from log_witnesses)`,
    says: ({ found, of }) =>
      of === 0
        ? "The log is empty."
        : found === 0
          ? `${of === 1 ? "The witness" : `All ${of} witnesses`} of the log signed lately.`
          : found < of
            ? `${found} of ${of} witnesses of the log ${found === 1 ? "has" : "have"} not signed lately.`
            : "Nobody outside this console has signed the log lately: only its own guard file stands beside it.",
    place: { label: "Audit log", href: "/audit" },
  },
} as const satisfies Record<string, EvidenceQuery>;
