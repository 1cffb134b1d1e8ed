"use client";

import dynamic from "next/dynamic";

const Waiting = () => <div className="h-40 animate-pulse rounded-md bg-muted motion-reduce:animate-none" />;

/** The library of charts comes with this page alone, and after its words and figures. */
export const CellsChart = dynamic(() => import("./cells-chart"), { ssr: false, loading: Waiting });
export const DaysChart = dynamic(() => import("./days-chart"), { ssr: false, loading: Waiting });
