"use client";

import { useRouter } from "next/navigation";
import { CaseDesk, type CaseDeskProps } from "@/components/approvals/decide/case-desk";

/** A case on a page of its own: once it is decided, the page says what became of it. */
export function RequestDesk(props: Omit<CaseDeskProps, "onDecided" | "onLeave" | "current">) {
  const router = useRouter();
  return <CaseDesk {...props} onDecided={() => router.refresh()} />;
}
