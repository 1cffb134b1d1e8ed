"use client";

import dynamic from "next/dynamic";

/** The library of charts comes with this page alone, and after its words and figures. */
export const CallsChart = dynamic(() => import("./calls-chart"), {
  ssr: false,
  loading: () => <div className="h-60 animate-pulse rounded-md bg-muted motion-reduce:animate-none" />,
});
