import type { Route } from "next";
import Link from "next/link";
import { canSomewhere, type Verb } from "@/lib/access/rules";
import type { Actor } from "@/lib/context";

/** What is set for everybody: each shown to whoever may open it. */
const PLACES: readonly { href: string; label: string; hint: string; verb: Verb }[] = [
  {
    href: "/settings/approvals",
    label: "Approvals",
    hint: "Cool-down, floods, canaries, who may break the glass, and who is there to decide",
    verb: "approvals.measure",
  },
  {
    href: "/settings/webhooks",
    label: "Webhooks",
    hint: "Addresses that are told of approvals by signed messages",
    verb: "webhooks.manage",
  },
  {
    href: "/settings/deliveries",
    label: "Deliveries",
    hint: "Mails and webhook messages: what left, what came in the way",
    verb: "deliveries.read",
  },
  {
    href: "/settings/keys",
    label: "API keys",
    hint: "What gateways and collectors report events with, and programs read with",
    verb: "apiKeys.manage",
  },
  {
    href: "/settings/issuers",
    label: "Workload issuers",
    hint: "Platforms whose tokens prove who an instance is",
    verb: "issuers.manage",
  },
  {
    href: "/settings/witnesses",
    label: "Witnesses",
    hint: "Others who sign the checkpoints of the audit log",
    verb: "witnesses.manage",
  },
];

/** The ways to what is set for the whole installation. */
export function placesFor(actor: Actor) {
  return PLACES.filter(({ verb }) => canSomewhere(actor, verb));
}

export function InstallationLinks({ places }: { places: ReturnType<typeof placesFor> }) {
  return (
    <ul className="grid gap-3">
      {places.map(({ href, label, hint }) => (
        <li key={href} className="grid gap-0.5">
          <Link href={href as Route} className="w-fit font-medium text-sm underline-offset-2 hover:underline">
            {label}
          </Link>
          <span className="text-muted-foreground text-xs">{hint}</span>
        </li>
      ))}
    </ul>
  );
}
