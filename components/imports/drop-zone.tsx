"use client";

import { FileUp } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { cn } from "@/components/cn";
import { Button } from "@/components/ui/button";
import { MAX_BYTES, sizeText } from "./upload";

/** Takes files dropped on it or picked; says what it takes before anything is sent. */
export function DropZone({ onFiles }: { onFiles: (files: File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);

  function drop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  }

  return (
    <section
      aria-label="Files to import"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cn(
        "grid justify-items-center gap-2 rounded-lg border border-border-strong border-dashed bg-card px-6 py-10 text-center",
        over && "border-primary bg-selected",
      )}
    >
      <FileUp aria-hidden className="size-6 text-muted-foreground" />
      <p className="font-medium">Drop files here</p>
      <p className="max-w-prose text-pretty text-muted-foreground">
        MCP tool lists and server.json, A2A agent cards, Docker MCP, ToolHive and ContextForge catalogues, Microsoft 365
        agents and plugins, GitHub agentic workflows, CSV. JSON, JSON Lines, YAML or CSV, also gzipped, up to{" "}
        {sizeText(MAX_BYTES).replace(".0", "")} each.
      </p>
      <Button variant="outline" className="mt-1" onClick={() => input.current?.click()}>
        Choose files
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        aria-label="Files to import"
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
    </section>
  );
}
