import type { ReactNode } from "react";
import type { AgentFormValues } from "./form-values";

/** What every part of the form gets. */
export interface SectionProps {
  values: AgentFormValues;
  set: <Key extends keyof AgentFormValues>(key: Key, value: AgentFormValues[Key]) => void;
  errorOf: (path: string) => string | undefined;
}

export function FormSection({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  return (
    <section className="grid gap-4 border-border border-b pb-7 last:border-b-0">
      <header>
        <h2 className="font-semibold text-base">{title}</h2>
        <p className="mt-0.5 text-muted-foreground">{lead}</p>
      </header>
      {children}
    </section>
  );
}
