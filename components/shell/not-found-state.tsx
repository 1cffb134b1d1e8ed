import Link from "next/link";
import { buttonVariants } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";

/** What does not exist and what may not be seen: one answer, so that nothing can be probed. */
export function NotFoundState() {
  return (
    <>
      <title>Not found · Countersign</title>
      <ErrorState
        kind="missing"
        level={1}
        title="There is nothing here for you"
        description="This page does not exist, or you may not see it. Check the address, or ask whoever sent it whether you have the role for it."
        actions={
          <Link href="/" className={buttonVariants({ variant: "outline" })}>
            Go to the inbox
          </Link>
        }
      />
    </>
  );
}
