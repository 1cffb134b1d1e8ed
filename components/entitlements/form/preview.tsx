"use client";

import type { ReactNode } from "react";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import { conditionWords } from "@/lib/entitlements/present";
import type { ShapeView } from "@/lib/entitlements/schema";
import { GrantSentence } from "../words";

/** The sentence as it will be approved, while it is being written. */
export function Preview({
  agent,
  shape,
  ending,
  children,
}: {
  agent: string;
  shape: ShapeView;
  /** When it ends, where that is not an instant yet. */
  ending?: string | undefined;
  children: ReactNode;
}) {
  const numbers = shape.conditions.filter(({ value }) => typeof value === "number" && Number.isNaN(value));
  const unfinished = numbers.flatMap((condition) => conditionWords(condition).slice(0, 1));
  return (
    <Card className="lg:sticky lg:top-4" aria-label="What will be asked for">
      <CardHeader title="In one sentence" />
      <CardContent className="grid gap-4">
        <p aria-live="polite" className="text-pretty leading-relaxed">
          <LiteralText text={agent} className="font-semibold" /> <GrantSentence shape={shape} ending={ending} />.
        </p>
        {unfinished.length ? <p className="text-muted-foreground text-xs">A number is still missing.</p> : null}
        {children}
      </CardContent>
    </Card>
  );
}
