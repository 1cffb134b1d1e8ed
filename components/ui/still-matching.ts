interface Named {
  label: string;
  hint?: string;
}

/**
 * Of the options of an earlier question those that hold every word of the new one. Anything else must not be there to be chosen
 * while the answer is under way: who types a name and presses Enter at once would take somebody else.
 */
export function stillMatching<O extends Named>(options: readonly O[], query: string): readonly O[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return options.filter(({ label, hint = "" }) => {
    const text = `${label} ${hint}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
