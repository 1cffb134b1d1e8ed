import type { ReactNode } from "react";
import { Wordmark } from "@/components/shell/logo";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main className="flex min-h-dvh flex-col items-center px-4 pt-[12dvh] pb-10">
      <div className="w-full max-w-sm">
        <Wordmark className="mb-6" />
        {children}
      </div>
    </main>
  );
}
