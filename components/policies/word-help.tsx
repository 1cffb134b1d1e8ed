"use client";

import { Plus } from "lucide-react";
import { IconButton } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import type { WordGroup } from "@/lib/policy/schema";

/** What policies can speak of; each word can be put where the cursor is. */
export function WordHelp({ groups, insert }: { groups: readonly WordGroup[]; insert: (word: string) => void }) {
  return (
    <Card aria-labelledby="words">
      <CardHeader id="words" title="What it can speak of" description="From the schema that every policy is held to." />
      <div className="divide-y divide-border">
        {groups.map(({ title, words }, position) => (
          <details key={title} open={position === 0} className="px-4 py-2.5">
            <summary className="font-medium">{title}</summary>
            <ul className="mt-2 grid gap-2.5">
              {words.map(({ word, meaning }) => (
                <li key={word} className="flex items-start justify-between gap-2">
                  <span className="min-w-0">
                    <code className="block font-mono text-xs [overflow-wrap:anywhere]">{word}</code>
                    <span className="text-muted-foreground text-xs">{meaning}</span>
                  </span>
                  <IconButton label={`Insert ${word}`} size="sm" onClick={() => insert(word)}>
                    <Plus aria-hidden />
                  </IconButton>
                </li>
              ))}
            </ul>
          </details>
        ))}
      </div>
    </Card>
  );
}
