import type { Route } from "next";

const withTeam = (path: string, teamId: string | null, more: Record<string, string> = {}): Route => {
  const query = new URLSearchParams({ ...(teamId === null ? {} : { team: teamId }), ...more }).toString();
  return (query ? `${path}?${query}` : path) as Route;
};

/** The posture of a team, or of the whole organisation. */
export const postureHref = (teamId: string | null): Route => withTeam("/posture", teamId);

/** Two quarters beside each other; without them the last two. */
export const quartersHref = (teamId: string | null, chosen: Record<string, string> = {}): Route =>
  withTeam("/posture/quarters", teamId, chosen);
