/** Where a browser keeps its choice. */
export const THEME_KEY = "cs_theme";

/** Sets the theme's class before the first paint, so that nothing flashes. Written into the page by the server, with its nonce. */
export const THEME_SCRIPT = `(()=>{let t;try{t=localStorage.getItem("${THEME_KEY}")}catch{}
document.documentElement.classList.add(t==="light"||t==="dark"?t:matchMedia("(prefers-color-scheme: dark)").matches?"dark":"light")})()`;
