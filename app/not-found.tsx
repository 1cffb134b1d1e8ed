import Link from "next/link";
import { Wordmark } from "@/components/shell/logo";
import { NotFoundState } from "@/components/shell/not-found-state";

export default function RootNotFound() {
  return (
    <>
      <header className="flex justify-center pt-8">
        <Link href="/" aria-label="Countersign, home" className="rounded-md px-1.5 py-1">
          <Wordmark />
        </Link>
      </header>
      <main>
        <NotFoundState />
      </main>
    </>
  );
}
