import { ChartColumn } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { buttonVariants } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

const WAYS = [
  { name: "The SDK", how: "asks for a decision before each call, and reports how the call ended." },
  { name: "A gateway", how: "asks for the agents behind it, or sends what passed it in batches." },
  { name: "OpenTelemetry", how: "spans of tools, sent by a collector over OTLP, become calls." },
] as const;

/** What belongs here, and how it gets here. */
export function NoUsage({ mayTry }: { mayTry: boolean }) {
  return (
    <EmptyState
      icon={<ChartColumn />}
      title="No call was counted yet"
      description={
        <>
          <p>Calls come here in three ways:</p>
          <ul className="mt-2 grid gap-1 text-left">
            {WAYS.map(({ name, how }) => (
              <li key={name}>
                <span className="font-medium text-foreground">{name}</span> {how}
              </li>
            ))}
          </ul>
        </>
      }
      actions={
        <>
          <Link href={"/agents" as Route} className={buttonVariants({ variant: "outline" })}>
            Open the agents
          </Link>
          {mayTry ? (
            <Link href={"/policies/try" as Route} className={buttonVariants({ variant: "outline" })}>
              Try a call at the test bench
            </Link>
          ) : null}
        </>
      }
    />
  );
}
