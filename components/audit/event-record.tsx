import Link from "next/link";
import { FactList } from "@/components/ui/card";
import { CopyId } from "@/components/ui/copy-id";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { EventDetail } from "@/lib/audit/search";
import { severityLabel } from "./event-marks";
import { EventSentence, Named } from "./event-sentence";
import { auditHref } from "./hrefs";

/** What was recorded, field by field, and the exact bytes that are hashed into the tree. */
export function EventRecord({ event }: { event: EventDetail }) {
  return (
    <div className="grid gap-5">
      <p className="text-base">
        <EventSentence event={event} />
      </p>
      <FactList
        facts={[
          { label: "When", value: <Time at={event.at} format="exact" /> },
          { label: "Who", value: <Named subject={event.actor} /> },
          { label: "Agent", value: event.agent ? <Named subject={event.agent} /> : null },
          { label: "Outcome", value: event.outcome },
          { label: "Severity", value: severityLabel(event.severity) },
          { label: "Type", value: <code className="font-mono text-xs">{event.type}</code> },
          {
            label: "Workflow",
            value: (
              <Link
                href={auditHref({ correlationId: event.correlationId })}
                prefetch={false}
                className="text-link underline-offset-3 hover:underline"
              >
                Everything recorded under this workflow
              </Link>
            ),
          },
          { label: "Event", value: <CopyId id={event.id} what="event id" /> },
        ]}
      />
      <Fields title="Details" fields={event.details} />
      <Fields title="Personal fields, kept beside the leaf" fields={event.personal} />
      <details>
        <summary className="font-medium text-muted-foreground text-xs">The leaf: the exact bytes in the tree</summary>
        <pre className="mt-2 overflow-x-auto whitespace-pre-wrap break-all rounded-md border border-border bg-muted p-3 font-mono text-2xs">
          <LiteralText text={event.leaf} />
        </pre>
        <p className="mt-1 text-muted-foreground text-xs">
          Leaf hash <CopyId id={event.leafHash} what="leaf hash" short />
        </p>
      </details>
    </div>
  );
}

interface FieldsProps {
  title: string;
  fields: readonly { field: string; value: string; beside?: boolean }[];
}

function Fields({ title, fields }: FieldsProps) {
  if (fields.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className="mb-2 font-medium text-muted-foreground text-xs">{title}</h3>
      <FactList
        facts={fields.map(({ field, value, beside }) => ({
          label: fieldLabel(field),
          value: (
            <>
              <LiteralText text={value} />
              {beside ? <span className="block text-muted-foreground text-xs">Text beside the leaf</span> : null}
            </>
          ),
        }))}
      />
    </section>
  );
}

function fieldLabel(field: string): string {
  const words = field.replace(/([A-Z])/g, " $1").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
