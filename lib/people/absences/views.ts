/** What pages show of absences. Safe for the browser. Instants are ISO 8601. */

export interface AbsenceView {
  id: string;
  person: { id: string; name: string };
  delegate: { id: string; name: string } | null;
  from: string;
  until: string;
  note: string;
  /** now: it has begun; soon: it will. */
  state: "now" | "soon";
}

/** Somebody who may be named to decide in another's place. */
export interface DelegateOption {
  id: string;
  name: string;
  title: string;
}
