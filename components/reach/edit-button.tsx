"use client";

import type { Route } from "next";
import Link from "next/link";
import { Button, buttonVariants } from "@/components/ui/button";
import { Tooltip } from "@/components/ui/tooltip";

export interface EditButtonProps {
  href: string;
  ability: { allowed: true } | { allowed: false; reason: string };
}

/** Leads to the form; off, with the reason, for who may not. */
export function EditButton({ href, ability }: EditButtonProps) {
  if (ability.allowed) {
    return (
      <Link href={href as Route} className={buttonVariants({ variant: "default" })}>
        Edit
      </Link>
    );
  }
  return (
    <Tooltip content={ability.reason}>
      <Button variant="outline" disabled focusableWhenDisabled>
        Edit
      </Button>
    </Tooltip>
  );
}
