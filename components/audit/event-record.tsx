import { Megaphone, Scale, ScrollText } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { buttonVariants } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { FactList } from "@/components/ui/card";
import { CopyId } from "@/components/ui/copy-id";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import { isSentForApproval } from "@/lib/audit/present";
import type { EventDetail } from "@/lib/audit/search";
import { severityLabel } from "./event-marks";
import { EventSentence, Named } from "./event-sentence";
import { FieldValue } from "./field-value";
import { storyHref } from "./hrefs";
import { goneFields, groupsOf, isReported } from "./record-fields";
import { OutcomeMark } from "./timeline-line";
import { OUTCOME_LABELS } from "./words";

/** What was recorded, in the order who, what, decided how, why (L1), and the exact bytes that are hashed into the tree. */
export function EventRecord({ event }: { event: EventDetail }) {
  const gone = goneFields(event);
  return (
    <div className="grid gap-5">
      <p className="text-base [overflow-wrap:anywhere]">
        <EventSentence event={event} /> <OutcomeMark event={event} />
      </p>
      <Ways event={event} />
      {isReported(event.type) ? <Reported event={event} /> : null}
      <FactList facts={factsOf(event)} />
      {groupsOf(event.details).map(({ title, fields }) => (
        <Group key={title} title={title}>
          <FactList facts={fields.map(({ label, field }) => ({ label, value: <FieldValue field={field} /> }))} />
        </Group>
      ))}
      {event.personal.length ? (
        <Group title="Personal fields, kept beside the leaf">
          <FactList
            facts={event.personal.map(({ field, value }) => ({
              label: groupsOf([{ field, value, beside: true }])[0]?.fields[0]?.label ?? field,
              value: <LiteralText text={value} />,
            }))}
          />
        </Group>
      ) : null}
      {gone.length ? (
        <Callout title="No longer kept">
          {gone.join(", ")}: erased, or let go when the time for keeping it was over. The leaf still holds the
          commitment to it, so that the proof stands.
        </Callout>
      ) : null}
      <Leaf event={event} />
    </div>
  );
}

/** Where one goes from an event: why it was decided so, and the whole workflow. */
function Ways({ event }: { event: EventDetail }) {
  const decision = decisionOf(event);
  return (
    <p className="flex flex-wrap gap-2">
      {decision ? (
        <Link
          href={`/decisions/${decision}` as Route}
          prefetch={false}
          className={buttonVariants({ variant: "default", size: "sm" })}
        >
          <Scale aria-hidden />
          Why it was decided so
        </Link>
      ) : null}
      <Link
        href={storyHref(event.correlationId)}
        prefetch={false}
        className={buttonVariants({ variant: "outline", size: "sm" })}
      >
        <ScrollText aria-hidden />
        The whole workflow
      </Link>
    </p>
  );
}

/** The decision that an event is or names; null for one that is about no decision. */
export function decisionOf({ target, details }: Pick<EventDetail, "target" | "details">): string | null {
  const named = [
    target.id,
    ...details.filter(({ field, beside }) => field === "decisionId" && !beside).map(({ value }) => value),
  ];
  return named.find((id) => id.startsWith("dec_")) ?? null;
}

function Reported({ event }: { event: EventDetail }) {
  return (
    <Callout tone="warning" title="Reported, not verified by us">
      <Megaphone aria-hidden className="mr-1 inline size-3.5" />
      This is the word of <LiteralText text={event.actor.name} />. The console did not see it happen; it proves only
      that it was reported, and when.
    </Callout>
  );
}

function factsOf(event: EventDetail) {
  return [
    { label: "When", value: <Time at={event.at} format="exact" /> },
    { label: "Who", value: <Named subject={event.actor} /> },
    { label: "Agent", value: event.agent ? <Named subject={event.agent} /> : null },
    { label: "About", value: <Named subject={event.target} /> },
    ...(event.tool ? [{ label: "Tool", value: <LiteralText text={event.tool} className="font-mono text-sm" /> }] : []),
    ...(event.policy ? [{ label: "Policy", value: <Named subject={event.policy} /> }] : []),
    {
      label: "Outcome",
      value: isSentForApproval(event) ? "Refused until people approve" : OUTCOME_LABELS[event.outcome],
    },
    { label: "Severity", value: severityLabel(event.severity) },
    { label: "Type", value: <code className="font-mono text-xs">{event.type}</code> },
    { label: "Workflow", value: <CopyId id={event.correlationId} what="correlation id" className="-ml-1" /> },
    { label: "Event", value: <CopyId id={event.id} what="event id" className="-ml-1" /> },
  ];
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3 className="mb-2 font-medium text-muted-foreground text-xs">{title}</h3>
      {children}
    </section>
  );
}

function Leaf({ event }: { event: EventDetail }) {
  return (
    <details>
      <summary className="cursor-pointer font-medium text-muted-foreground text-xs">
        The leaf: the exact bytes in the tree
      </summary>
      <pre className="mt-2 overflow-x-auto whitespace-pre-wrap break-all rounded-md border border-border bg-muted p-3 font-mono text-2xs">
        <LiteralText text={event.leaf} />
      </pre>
      <p className="mt-1 text-muted-foreground text-xs">
        Leaf hash <CopyId id={event.leafHash} what="leaf hash" short />
      </p>
    </details>
  );
}
