import { createElement, lazy, type ReactElement } from "react";
import { renderToReadableStream } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Menu, MenuTrigger } from "./menu";
import { Tooltip, TooltipProvider } from "./tooltip";

/** An element as a server component hands it over when the page is large: by reference, here only after a while. */
function onItsWay(element: ReactElement): ReactElement<object> {
  const reference: unknown = lazy(() => Promise.resolve({ default: element as never }));
  return reference as ReactElement<object>;
}

async function drawn(node: ReactElement): Promise<string> {
  const stream = await renderToReadableStream(node);
  await stream.allReady;
  return new Response(stream).text();
}

describe("P1 a part that the server still sends", () => {
  it("is drawn under its tooltip once it is here", async () => {
    const children = onItsWay(createElement("span", null, "sealed"));
    const tooltip = createElement(Tooltip, { content: "In the tree", children });
    const props = { children: tooltip };
    expect(await drawn(createElement(TooltipProvider, props))).toContain("<span>sealed</span>");
  });
  it("is drawn as the button of a menu once it is here", async () => {
    const render = onItsWay(createElement("button", { type: "button" }, "Export"));
    const menu = createElement(Menu, null, createElement(MenuTrigger, { render }));
    expect(await drawn(menu)).toMatch(/<button type="button"[^>]*>Export<\/button>/);
  });
});
