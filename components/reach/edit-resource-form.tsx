"use client";

import { useState } from "react";
import type { EditResourceInput } from "@/lib/agents/schema";
import type { ActionState } from "@/lib/http/action-state";
import { ResourceForm, type ResourceValues } from "./resource-form";

export interface EditResourceFormProps {
  resource: ResourceValues & { id: string; version: number; agents: number };
  edit: (input: EditResourceInput) => Promise<ActionState<{ id: string; said: string }>>;
}

/** Sends what differs from what was loaded, with the version it was loaded at. */
export function EditResourceForm({ resource, edit }: EditResourceFormProps) {
  // As it was when the form opened: a refresh in the background must not make an old answer look current.
  const [before] = useState(resource);
  const { id, version } = before;
  return (
    <ResourceForm
      before={before}
      save={async (values) => {
        const keys = (Object.keys(values) as (keyof ResourceValues)[]).filter(
          (key) => key in FIELDS && JSON.stringify(values[key]) !== JSON.stringify(before[key]),
        );
        if (!keys.length) return { ok: true, value: { id, said: "Nothing was changed" } };
        return edit({ id, version, changes: Object.fromEntries(keys.map((key) => [key, values[key]])) });
      }}
      cancelHref={`/resources/${id}`}
    />
  );
}

const FIELDS: Record<keyof ResourceValues, true> = {
  name: true,
  kind: true,
  description: true,
  dataClasses: true,
  records: true,
  people: true,
  money: true,
};
