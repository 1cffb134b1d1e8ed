import type { Route } from "next";
import Link from "next/link";
import { LiteralText } from "@/components/ui/literal-text";
import type { Ref, SentencePart } from "@/lib/policy/schema";

const PAGES: Record<Ref["kind"], (id: string) => string> = {
  agent: (id) => `/agents/${id}`,
  person: (id) => `/people/${id}`,
  entitlement: (id) => `/entitlements/${id}`,
  policy: (id) => `/policies/${id}`,
  shipped_policy: (id) => `/policies#${id}`,
  credential: (id) => `/credentials?q=${id}`,
  instance: (id) => `/credentials?q=${id}`,
  switch: () => "/kill-switch",
  approval: (id) => `/approvals/${id}`,
};

/** A name that leads to its page. Names are written by people: shown literally. */
export function Named({ subject }: { subject: Ref }) {
  return (
    <Link
      href={PAGES[subject.kind](subject.id) as Route}
      prefetch={false}
      className="font-medium underline decoration-border-strong underline-offset-3 hover:decoration-current"
    >
      <LiteralText text={subject.name} />
    </Link>
  );
}

/** A sentence whose names lead to their pages. */
export function Sentence({ parts }: { parts: readonly SentencePart[] }) {
  return parts.map((part, position) =>
    "ref" in part ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one fixed sentence
      <Named key={position} subject={part.ref} />
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one fixed sentence
      <LiteralText key={position} text={part.text} />
    ),
  );
}
