/** How much of the register of information an entry answers: the figure first, a bar that repeats it. */
export function CompletenessBar({ percent, filled, asked }: { percent: number; filled: number; asked: number }) {
  return (
    <span className="inline-flex items-center gap-2" title={`${filled} of ${asked} answers given`}>
      <span className="min-w-9 text-right tabular-nums">{percent} %</span>
      <span aria-hidden className="h-1.5 w-14 overflow-hidden rounded-full bg-border">
        <span className="block h-full rounded-full bg-primary" style={{ width: `${percent}%` }} />
      </span>
    </span>
  );
}
