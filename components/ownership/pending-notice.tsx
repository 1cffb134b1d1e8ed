import type { Route } from "next";
import Link from "next/link";
import { Callout } from "@/components/ui/callout";
import { Time } from "@/components/ui/time";
import type { HandOverView } from "@/lib/agents/schema";

/** On every tab of an agent: somebody is asked to answer for it, and has not answered. */
export function PendingNotice({ offers, agentId }: { offers: readonly HandOverView[]; agentId: string }) {
  if (!offers.length) return null;
  return (
    <Callout
      className="mb-4"
      actions={
        <Link
          href={`/agents/${agentId}?tab=people` as Route}
          className="whitespace-nowrap text-link underline-offset-3 hover:underline"
        >
          {offers.some((offer) => offer.abilities.decline.allowed) ? "Answer" : "People"}
        </Link>
      }
    >
      <ul className="grid gap-0.5">
        {offers.map(({ id, to, from, seat, expiresAt, abilities }) => (
          <li key={id}>
            {abilities.decline.allowed ? "You are" : `${to.name} is`} asked to answer for it as {seat}
            {from ? ` in place of ${from.name}` : ""}; the offer ends <Time at={expiresAt} format="exact" />.
          </li>
        ))}
      </ul>
    </Callout>
  );
}
