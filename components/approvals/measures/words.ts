/** "850 ms", "42 s", "6 min", "3.5 h", "2 days": as exact as it matters. */
export function durationText(seconds: number | null): string {
  if (seconds === null) return "–";
  if (seconds < 1) return `${Math.round(seconds * 1_000)} ms`;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 100) return `${Math.round(seconds)} s`;
  if (seconds < 5_940) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${(seconds / 3_600).toFixed(1)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}

/** "97.4 %", and never "100 %" of something that is not all of it. */
export function shareText(share: number | null): string {
  if (share === null) return "–";
  if (share === 0 || share === 1) return `${share * 100} %`;
  const percent = Math.min(99.9, Math.max(0.1, share * 100));
  return `${percent.toFixed(1)} %`;
}

export function countText(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
