import Link from "next/link";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { EventView, Ref } from "@/lib/audit/search";
import { placeOf } from "./places";

/** A name that leads to its page, where it has one. Names come from people and files: shown literally. */
export function Named({ subject, plain = false }: { subject: Ref; plain?: boolean }) {
  const page = plain ? null : placeOf(subject.id);
  const name = <LiteralText text={subject.name} />;
  if (!page) return <span className="font-medium">{name}</span>;
  return (
    <Link href={page} prefetch={false} className="font-medium underline-offset-3 hover:underline">
      {name}
    </Link>
  );
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/;

/** Words as they stand; an instant in the reader's time, as all others on the page. */
function Said({ text }: { text: string }) {
  return INSTANT.test(text) && !Number.isNaN(Date.parse(text)) ? (
    <Time at={text} format="exact" />
  ) : (
    <LiteralText text={text} />
  );
}

/** Actor and sentence: "Marta Nowak registered the agent Invoice matcher". `plain` where the whole line is a link already. */
export function EventSentence({ event, plain = false }: { event: EventView; plain?: boolean }) {
  return (
    <>
      <Named subject={event.actor} plain={plain} />{" "}
      {event.sentence.map((part, position) =>
        "ref" in part ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one fixed sentence
          <Named key={position} subject={part.ref} plain={plain} />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one fixed sentence
          <Said key={position} text={part.text} />
        ),
      )}
    </>
  );
}
