/** The request header in which proxy.ts tells a page its own address. A convenience: without it people land on the first page. */
export const PATH_HEADER = "x-path";

/** A path of this console to go to after signing in; anything that could lead elsewhere becomes the first page. */
export function ownPath(given: string | null | undefined): string {
  if (!given || !/^\/(?![/\\])[\w\-./?=&%,:~+*]*$/.test(given) || given.startsWith("/sign-in")) return "/";
  return given;
}
