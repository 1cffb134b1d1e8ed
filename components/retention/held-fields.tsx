import { findAgents } from "@/components/policies/find-agents";
import { Combobox, type ComboboxOption } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type ActionFailure, issueOf } from "@/lib/http/action-state";
import { HOLD_KIND_LABELS, HOLD_KINDS, type HoldKind } from "@/lib/retention/terms";
import type { RetentionActions } from "./actions";
import { finding } from "./finding";

interface HeldFieldsProps {
  kind: HoldKind;
  subject: ComboboxOption | null;
  failure: ActionFailure | null;
  actions: RetentionActions;
  onKind: (kind: HoldKind) => void;
  onSubject: (subject: ComboboxOption | null) => void;
  /** Something else was written. */
  onChange: () => void;
}

/** What is held: of what or whom, and of which days. */
export function HeldFields(props: HeldFieldsProps) {
  const { kind, failure, onKind, onChange } = props;
  return (
    <>
      <Field label="What is held">
        <Select
          value={kind}
          onValueChange={(next) => (next ? onKind(next) : undefined)}
          options={HOLD_KINDS.map((value) => ({ value, label: HOLD_KIND_LABELS[value] }))}
        />
      </Field>
      <Subject {...props} />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Field label="From" optional hint="The first day (UTC)." error={issueAt(failure, "from")}>
          <Input name="from" type="date" onChange={onChange} />
        </Field>
        <Field label="To" optional hint="The last day (UTC)." error={issueAt(failure, "to")}>
          <Input name="to" type="date" onChange={onChange} />
        </Field>
      </div>
    </>
  );
}

function Subject({ kind, subject, failure, actions, onSubject, onChange }: HeldFieldsProps) {
  if (kind === "everything") return null;
  const error = issueAt(failure, "id");
  if (kind === "correlation") {
    return (
      <Field label="Correlation id" hint="As the events of the workflow say it." error={error}>
        <Input name="correlation" required className="font-mono" autoComplete="off" onChange={onChange} />
      </Field>
    );
  }
  const search = kind === "agent" ? findAgents : finding(actions, false);
  return (
    <Field key={kind} label={kind === "agent" ? "Agent" : "Person"} error={error}>
      <Combobox value={subject} onValueChange={onSubject} search={search} placeholder="Type a name…" />
    </Field>
  );
}

/** What is wrong with a field of the scope: asking names it with its place, counting without. */
function issueAt(failure: ActionFailure | null, field: string): string | undefined {
  return issueOf(failure, `scope.${field}`) ?? issueOf(failure, field);
}
