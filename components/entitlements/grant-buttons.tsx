"use client";

import type { Route } from "next";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button, buttonVariants } from "@/components/ui/button";
import { Tooltip } from "@/components/ui/tooltip";
import type { EntitlementAction, EntitlementView } from "@/lib/entitlements/schema";
import { DecideDialog } from "./decide-dialog";
import { ProlongDialog } from "./prolong-dialog";
import type { GrantActions } from "./types";

type Asked = "approve" | "reject" | "revoke" | "prolong" | "resume";

const BUTTONS = {
  prolong: { label: "Prolong…", variant: "outline" },
  revoke: { label: "Revoke…", variant: "outline" },
  reject: { label: "Reject…", variant: "outline" },
  approve: { label: "Approve…", variant: "default" },
  resume: { label: "Resume…", variant: "default" },
} as const satisfies Record<Asked, { label: string; variant: "outline" | "default" }>;

const SHOWN: Partial<Record<EntitlementView["state"], readonly Asked[]>> = {
  requested: ["reject", "approve"],
  active: ["revoke"],
  suspended: ["revoke", "resume"],
};

/** What can be done about a grant as it stands; what cannot now says why. */
export function GrantButtons({
  grant,
  actions,
  longestDays,
}: {
  grant: EntitlementView;
  actions: GrantActions;
  /** How many days a standing grant of this agent may last. */
  longestDays: number;
}) {
  const router = useRouter();
  const [asked, setAsked] = useState<Asked | null>(null);
  const shown: Asked[] = [...(SHOWN[grant.state] ?? [])];
  if (grant.kind === "standing" && (grant.state === "active" || grant.state === "expired")) shown.unshift("prolong");
  const onDone = () => {
    setAsked(null);
    router.refresh();
  };
  return (
    <>
      {shown.map((one) => (
        <ActButton key={one} grant={grant} act={one} onPress={() => setAsked(one)} />
      ))}
      {grant.state === "active" ? <NarrowLink grant={grant} /> : null}
      {asked === "prolong" ? (
        <ProlongDialog
          grant={grant}
          prolong={actions.prolong}
          longestDays={longestDays}
          onDone={(id) => router.push(`/entitlements/${id}` as Route)}
          onClose={() => setAsked(null)}
        />
      ) : asked ? (
        <DecideDialog grant={grant} act={asked} actions={actions} onDone={onDone} onClose={() => setAsked(null)} />
      ) : null}
    </>
  );
}

function ActButton({ grant, act, onPress }: { grant: EntitlementView; act: Asked; onPress: () => void }) {
  const { label, variant } = BUTTONS[act];
  return (
    <WithReason ability={grant.abilities[act]}>
      <Button variant={variant} disabled={!grant.abilities[act].allowed} focusableWhenDisabled onClick={onPress}>
        {act === "reject" && !grant.abilities.approve.allowed ? "Take back…" : label}
      </Button>
    </WithReason>
  );
}

function NarrowLink({ grant }: { grant: EntitlementView }) {
  const { narrow } = grant.abilities;
  if (narrow.allowed) {
    return (
      <Link href={`/entitlements/${grant.id}/narrow` as Route} className={buttonVariants({})}>
        Narrow…
      </Link>
    );
  }
  return (
    <WithReason ability={narrow}>
      <Button disabled focusableWhenDisabled>
        Narrow…
      </Button>
    </WithReason>
  );
}

function WithReason({
  ability,
  children,
}: {
  ability: EntitlementView["abilities"][EntitlementAction];
  children: React.ReactElement<Record<string, unknown>>;
}) {
  return ability.allowed ? children : <Tooltip content={ability.reason ?? "Not now."}>{children}</Tooltip>;
}
