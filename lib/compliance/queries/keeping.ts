import { ANY_AGENT, type EvidenceQuery, NONE, NOTED, ofAll, upTo } from "./query";

const RETENTION_MONTHS = { least: 6, most: 84 } as const;
const WAITING_DAYS = 7;
const YEAR = "$1::timestamptz - interval '365 days'";
const PUBLISHED = `from policy_versions v join policies p on p.id = v.policy_id where v.state = 'published'`;
const policyRow = (note: string) =>
  `select 'policy' as kind, p.id, p.name || ' ' || v.number as name, ${note} as note, v.published_at as at`;

const RISKY = "a.status in ('registered', 'active', 'suspended') and a.tier in ('high', 'critical')";
const CRITICAL = "s.criticality in ('important', 'critical')";

export const KEEPING_QUERIES = {
  "policies-two-people": {
    title: "Policies are put in force by a second person",
    asks: "Each policy version of the last year was published by somebody who wrote no part of it.",
    threshold: NONE,
    of: `(select count(*) from policy_versions v where v.published_by_id is not null and v.published_at >= ${YEAR})`,
    against: `${policyRow("'Published by who wrote it.'")} from policy_versions v join policies p on p.id = v.policy_id
      where v.published_by_id is not null and v.published_at >= ${YEAR} and (v.published_by_id = v.author_id or v.published_by_id = any(v.writer_ids))`,
    says: ofAll("published policy versions", "were published by a second person", "were published by who wrote them"),
    place: { label: "Policies", href: "/policies" },
  },
  "policies-tested": {
    title: "Policies in force have tests",
    asks: "Each policy version in force carries at least one test case.",
    threshold: NOTED,
    of: `(select count(*) ${PUBLISHED})`,
    against: `${policyRow("'It has no test.'")} ${PUBLISHED} and jsonb_array_length(v.tests) = 0`,
    says: ofAll("policies in force", "have tests", "have no test"),
    place: { label: "Policies", href: "/policies" },
  },
  "retention-bounded": {
    title: "Records are kept long enough",
    asks: `Every class of records is kept between ${RETENTION_MONTHS.least} and ${RETENTION_MONTHS.most} months.`,
    threshold: NONE,
    of: `(select count(*) from retention_rules where ${ANY_AGENT})`,
    against: `select 'retention' as kind, r.class as id, r.class as name, 'Kept for ' || r.months || ' months.' as note, r.set_at as at from retention_rules r
      where ${ANY_AGENT} and (r.months < ${RETENTION_MONTHS.least} or r.months > ${RETENTION_MONTHS.most})`,
    says: ofAll("classes of records", "are kept within bounds", "are not kept within bounds"),
    place: { label: "Retention", href: "/audit/retention" },
  },
  "holds-decided": {
    title: "Legal holds do not wait",
    asks: `No request to set or lift a legal hold waits longer than ${WAITING_DAYS} days for its second person.`,
    threshold: NOTED,
    of: "(select count(*) from legal_holds)",
    against: `select 'hold' as kind, h.id, h.title as name, case when h.state = 'asked' then 'Waits to be set.' else 'Waits to be lifted.' end as note,
        coalesce(h.lift_asked_at, h.asked_at) as at from legal_holds h
      where h.state in ('asked', 'lift_asked') and coalesce(h.lift_asked_at, h.asked_at) < $1::timestamptz - interval '${WAITING_DAYS} days'`,
    says: ofAll("legal holds", "are decided on", "wait for their second person"),
    place: { label: "Retention and holds", href: "/audit/retention" },
  },
  "suppliers-known": {
    title: "Who stands behind dangerous agents is known",
    asks: "The provider of each agent of tier high or critical is in the register of suppliers, with a contract that runs.",
    threshold: upTo(0.1),
    of: `(select count(*) from agents a where ${RISKY})`,
    against: `select 'agent' as kind, a.id, a.name, 
        case when btrim(a.provider) = '' then 'No provider is stated.' else 'No running contract with ' || a.provider || ' is registered.' end as note, null::timestamptz as at from agents a
      where ${RISKY} and not exists (select 1 from suppliers s where s.names @> array[lower(btrim(a.provider))]
        and s.contract_ref <> '' and (s.contract_end is null or s.contract_end >= ($1::timestamptz)::date))`,
    says: ofAll("agents of tier high or critical", "have a supplier under contract", "have no supplier under contract"),
    place: { label: "Suppliers", href: "/suppliers" },
  },
  "suppliers-leavable": {
    title: "Critical suppliers can be left",
    asks: "For each supplier of a critical or important function an exit plan is stated.",
    threshold: upTo(0.25),
    of: `(select count(*) from suppliers s where ${CRITICAL})`,
    against: `select 'supplier' as kind, s.id, s.name, 'No exit plan is stated.' as note, s.updated_at as at from suppliers s
      where ${CRITICAL} and s.exit_plan not in ('yes')`,
    says: ofAll("suppliers of important functions", "have an exit plan", "have no exit plan"),
    place: { label: "Suppliers", href: "/suppliers?criticality=critical,important" },
  },
} as const satisfies Record<string, EvidenceQuery>;
