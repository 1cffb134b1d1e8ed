/** What the gateway carries every working day: which agent calls what, how often, and how long it takes. */
export interface Flow {
  agent: string;
  server: string;
  tool: string;
  /** On a working day; a tenth of it on others, unless it never rests. */
  perDay: number;
  neverRests?: boolean;
  /** The middle of how long a call takes. */
  millis: number;
  /** Of a thousand calls, how many fail. */
  failing: number;
  error: string;
  input: (turn: number) => { [key: string]: string | number };
  output?: (turn: number) => string;
}

const of = (agent: string, server: string, tool: string) => ({ agent, server, tool });
const booking = (turn: number) => ({ booking: `NF-${60_100 + turn * 3}` });
/** A number that is printed on test cards: it passes the check of real ones. */
const TEST_CARD = "4111 1111 1111 1111";

export const FLOWS: readonly Flow[] = [
  {
    ...of("Where-is-my-freight assistant", "Booking platform", "get_booking"),
    ...{ perDay: 12, neverRests: true, millis: 240, failing: 14, error: "504 from the booking platform" },
    input: booking,
  },
  {
    ...of("Where-is-my-freight assistant", "Fleet telematics", "get_vehicle_position"),
    ...{ perDay: 6, neverRests: true, millis: 410, failing: 60, error: "The vehicle sent no position for ten minutes" },
    input: (turn) => ({ vehicle: `NO-TR-${210 + (turn % 37)}` }),
  },
  {
    ...of("Invoice matcher", "ERP connector", "find_invoice"),
    ...{ perDay: 8, millis: 310, failing: 8, error: "The ERP is being backed up" },
    input: (turn) => ({ query: `CI-2026-${6_000 + turn}`, limit: 5 }),
  },
  {
    ...of("Invoice matcher", "ERP connector", "get_purchase_order"),
    ...{ perDay: 6, millis: 280, failing: 8, error: "The ERP is being backed up" },
    input: (turn) => ({ order: `PO-${89_000 + turn * 2}` }),
  },
  {
    ...of("Carrier payout agent", "Treasury gateway", "list_payments"),
    ...{ perDay: 3, millis: 620, failing: 5, error: "The bank answers no queries at night" },
    input: () => ({ account: "NO-OPS-1", limit: 50 }),
  },
  {
    ...of("Claims triage", "Care desk", "read_ticket"),
    ...{ perDay: 6, millis: 180, failing: 10, error: "The ticket is locked by a person" },
    input: (turn) => ({ ticket: `T-${8_400 + turn}` }),
    output: (turn) =>
      turn % 5 === 0
        ? `I paid by card ${TEST_CARD} and want the money back. Write to kunde${turn}@fjordmail.example.`
        : "The pallet came a day late and the lid was open.",
  },
  {
    ...of("EDI message translator", "Booking platform", "change_booking"),
    ...{ perDay: 5, neverRests: true, millis: 530, failing: 22, error: "The segment BGM is not known" },
    input: booking,
  },
  {
    ...of("Incident first responder", "Cluster operations", "get_logs"),
    ...{ perDay: 4, neverRests: true, millis: 890, failing: 30, error: "The pod is gone" },
    input: (turn) => ({ pod: `booking-api-${turn % 6}`, lines: 200 }),
    output: (turn) =>
      turn % 6 === 0
        ? "Could not connect: postgres://booking:fjellrev-9913@db.internal/booking refused the connection"
        : "200 lines, none of them an error",
  },
  {
    ...of("Route planner copilot", "Fleet telematics", "plan_route"),
    ...{ perDay: 4, millis: 2_300, failing: 18, error: "No route within the driver's hours" },
    input: (turn) => ({ from: "Oslo", to: ["Hamburg", "Gdynia", "Rotterdam"][turn % 3] ?? "Hamburg" }),
  },
  {
    ...of("Metrics analyst", "Analytics warehouse", "query_metrics"),
    ...{ perDay: 4, millis: 3_400, failing: 26, error: "The query ran longer than a minute" },
    input: (turn) => ({ metric: "on_time_share", weeks: 4 + (turn % 8) }),
  },
  {
    ...of("Alert triage analyst", "Security alerts", "get_alert"),
    ...{ perDay: 4, neverRests: true, millis: 150, failing: 4, error: "The alert was merged into another" },
    input: (turn) => ({ alert: `AL-${3_300 + turn}` }),
  },
];
