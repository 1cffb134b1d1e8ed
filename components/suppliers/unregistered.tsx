"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useAction } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { LiteralText } from "@/components/ui/literal-text";
import type { ActionState } from "@/lib/http/action-state";
import type { CreateSupplierInput, UnregisteredName } from "@/lib/suppliers/schema";

export interface UnregisteredProps {
  names: readonly UnregisteredName[];
  /** Null for who may not: the names are worth knowing all the same. */
  register: ((input: CreateSupplierInput) => Promise<ActionState<{ id: string }>>) | null;
}

const SHOWN = 5;

/** Names that agents and servers mention and the register does not know: one press enters each. */
export function Unregistered({ names, register }: UnregisteredProps) {
  const [all, setAll] = useState(false);
  const shown = all ? names : names.slice(0, SHOWN);
  if (names.length === 0) return null;
  return (
    <Callout
      tone="warning"
      className="mb-4"
      title={names.length === 1 ? "One name is not in the register" : `${names.length} names are not in the register`}
    >
      <p>{`Agents or tool servers mention ${names.length === 1 ? "it" : "them"}. An entry can be completed later.`}</p>
      <ul aria-label="Names that are not in the register" className="mt-2 grid gap-1">
        {shown.map((entry) => (
          <Entry key={entry.name} entry={entry} register={register} />
        ))}
      </ul>
      {names.length > SHOWN && !all ? (
        <Button variant="link" size="sm" className="mt-1" onClick={() => setAll(true)}>
          Show {names.length - SHOWN} more
        </Button>
      ) : null}
    </Callout>
  );
}

function Entry({ entry, register }: { entry: UnregisteredName; register: UnregisteredProps["register"] }) {
  const router = useRouter();
  const { run, busy, failure } = useAction();
  const { name, agents, servers } = entry;
  const uses = [agents === 1 ? "1 agent" : `${agents} agents`, ...(servers ? [`${servers} servers`] : [])].join(", ");
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="min-w-0 font-medium">
        <LiteralText text={name} />
      </span>
      <span className="text-muted-foreground text-xs">{uses}</span>
      {register ? (
        <Button
          variant="outline"
          size="sm"
          busy={busy}
          aria-label={`Register ${name}`}
          onClick={() =>
            run(
              () => register({ name }),
              `${name} is in the register`,
              () => router.refresh(),
            )
          }
        >
          Register
        </Button>
      ) : null}
      {failure ? (
        <span role="alert" className="text-danger text-xs">
          {failure.message}
        </span>
      ) : null}
    </li>
  );
}
