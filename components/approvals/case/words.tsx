import { Quote } from "lucide-react";
import { Card, CardHeader } from "@/components/ui/card";
import type { CaseView } from "@/lib/approvals/views";
import { HiddenWords } from "./hidden-words";

/** What machines brought along in words: quoted, never drawn as anything but text. */
export function Words({ view }: { view: CaseView }) {
  const { justification, request } = view;
  return (
    <Card>
      <CardHeader
        title="In the agent's words"
        description="Written by the agent or passed on by it. Nobody here vouches for any of it."
        level={3}
      />
      <div className="grid gap-3 p-4">
        <Quoted title="Why, says the agent" text={justification} missing="The agent gave no reason." />
        <Quoted
          title="The request it works on, as it was passed on"
          text={request ?? ""}
          missing="It was not said whose request began this work."
        />
      </div>
    </Card>
  );
}

function Quoted({ title, text, missing }: { title: string; text: string; missing: string }) {
  return (
    <figure className="grid gap-1">
      <figcaption className="flex items-center gap-1.5 text-muted-foreground text-sm">
        <Quote aria-hidden className="size-3.5" />
        {title}
      </figcaption>
      {text === "" ? (
        <p className="text-muted-foreground">{missing}</p>
      ) : (
        <blockquote className="min-w-0 border-border-strong border-l-2 pl-3">
          <HiddenWords text={text} />
        </blockquote>
      )}
    </figure>
  );
}
