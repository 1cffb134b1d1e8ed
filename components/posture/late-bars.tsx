"use client";

import dynamic from "next/dynamic";

/** The library of charts comes with this page alone, and after its words and figures. */
export const LateBars = dynamic(() => import("./bars"), {
  ssr: false,
  loading: () => <div className="h-55 animate-pulse rounded-md bg-muted motion-reduce:animate-none" />,
});
