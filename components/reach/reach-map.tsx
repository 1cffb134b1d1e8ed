import type { Route } from "next";
import Link from "next/link";
import { cn } from "@/components/cn";
import { LiteralText } from "@/components/ui/literal-text";
import { MapHighlight } from "./map-highlight";

/** Where a node of the picture stands: left edge in hundredths of the width, top edge in pixels. */
export interface DrawnNode {
  id: string;
  column: number;
  label: string;
  note: string;
  x: number;
  y: number;
  open: boolean;
  written: boolean;
  now: boolean;
  /** A group opens and closes; anything else leads to its page. */
  group: boolean;
  href: string | null;
}

export interface DrawnEdge {
  from: string;
  to: string;
  path: string;
  access: "read" | "write";
  now: boolean;
}

export interface ReachMapProps {
  nodes: readonly DrawnNode[];
  edges: readonly DrawnEdge[];
  /** Pixels; the width is what there is. */
  height: number;
  nodeWidth: number;
  nodeHeight: number;
  columns: readonly string[];
  /** What the picture shows, in a sentence. */
  label: string;
}

/** The dependency map: columns from the agent to the data, drawn on the server. The table below it says the same. */
export function ReachMap({ nodes, edges, height, nodeWidth, nodeHeight, columns, label }: ReachMapProps) {
  return (
    <div className="hidden min-w-0 px-4 pt-3 pb-4 sm:block">
      <div aria-hidden className="relative mb-2 h-5 text-2xs text-muted-foreground">
        {columns.map((column, at) => (
          <span
            key={column}
            className="absolute"
            style={{ left: `${at * ((100 - nodeWidth) / (columns.length - 1))}%` }}
          >
            {column}
          </span>
        ))}
      </div>
      <MapHighlight className="group/map relative">
        <svg
          aria-hidden="true"
          viewBox={`0 0 100 ${height}`}
          preserveAspectRatio="none"
          width="100%"
          height={height}
          className="absolute inset-0 overflow-visible"
        >
          {edges.map((edge) => (
            <path
              key={`${edge.from} ${edge.to}`}
              d={edge.path}
              data-from={edge.from}
              data-to={edge.to}
              fill="none"
              vectorEffect="non-scaling-stroke"
              strokeWidth={edge.access === "write" ? 2 : 1}
              strokeDasharray={edge.now ? undefined : "4 4"}
              className={cn(
                edge.access === "write" ? "stroke-warning" : "stroke-input",
                "opacity-60 group-data-lighting/map:opacity-10 data-lit:opacity-100! print:opacity-100",
              )}
            />
          ))}
        </svg>
        <ul aria-label={label} className="relative" style={{ height }}>
          {nodes.map((node) => (
            <li
              key={node.id}
              className="absolute"
              style={{ left: `${node.x}%`, top: node.y, width: `${nodeWidth}%`, height: nodeHeight }}
            >
              <Box node={node} />
            </li>
          ))}
        </ul>
      </MapHighlight>
      <Legend />
    </div>
  );
}

const shape =
  "flex size-full min-w-0 flex-col justify-center rounded-md border bg-card px-2 text-left group-data-lighting/map:opacity-40 data-lit:opacity-100! print:opacity-100";

function Box({ node }: { node: DrawnNode }) {
  const look = cn(
    shape,
    node.now || node.column === 0 ? "border-border-strong" : "border-border-strong border-dashed",
    node.written && node.now && "border-warning-line",
    node.group && "bg-muted",
  );
  const said = (
    <>
      <span className="block truncate text-sm" title={node.label}>
        <LiteralText text={node.label} className="[overflow-wrap:normal]" />
      </span>
      <span className="block truncate text-2xs text-muted-foreground">
        {node.group ? <span aria-hidden>{node.open ? "▾ " : "▸ "}</span> : null}
        <LiteralText text={node.note} className="[overflow-wrap:normal]" />
        <span className="sr-only">{standing(node)}</span>
      </span>
    </>
  );
  if (!node.href) {
    return (
      <span data-node={node.id} className={look}>
        {said}
      </span>
    );
  }
  return (
    <Link
      href={node.href as Route}
      scroll={!node.group}
      prefetch={false}
      data-node={node.id}
      aria-expanded={node.group ? node.open : undefined}
      role={node.group ? "button" : undefined}
      className={cn(look, "hover:border-ring")}
    >
      {said}
    </Link>
  );
}

function standing({ column, written, now }: DrawnNode): string {
  if (column === 0) return "";
  return `, ${written ? "written" : "read"} ${now ? "now" : "once accepted and active"}`;
}

function Legend() {
  const line = (width: number, dashes: string | undefined, className: string) => (
    <svg aria-hidden="true" viewBox="0 0 24 6" className="h-1.5 w-6">
      <path d="M0 3H24" fill="none" strokeWidth={width} strokeDasharray={dashes} className={className} />
    </svg>
  );
  const entry = "inline-flex items-center gap-1.5";
  return (
    <p className="mt-3 flex flex-wrap gap-x-5 gap-y-1 text-muted-foreground text-xs">
      <span className={entry}>{line(1.5, undefined, "stroke-input")} reads</span>
      <span className={entry}>{line(3, undefined, "stroke-warning")} changes or writes</span>
      <span className={entry}>{line(1.5, "4 3", "stroke-input")} would add, once accepted and active</span>
    </p>
  );
}
