import { NotFoundState } from "@/components/shell/not-found-state";

export default function RootNotFound() {
  return (
    <main>
      <NotFoundState />
    </main>
  );
}
