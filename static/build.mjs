// `npm run build`: one stylesheet, the scripts and the typeface, ready to serve, in build/static.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { compile } from "sass";
import { colours } from "./colours.mjs";

const here = new URL(".", import.meta.url);
const modules = new URL("../node_modules/", here);
const out = new URL("../build/static/", here);

const asSass = Object.entries(colours).map(([role, [day]]) => `$${role}: ${day};`).join("\n");
const colourModule = {
  canonicalize: (url) => (url === "colours" ? new URL("colours:table") : null),
  load: () => ({ contents: asSass, syntax: "scss" }),
};

const roleOf = new Map(Object.entries(colours).map(([role, [day]]) => [day, role]));

function role(colour) {
  const long = colour.length === 4 ? colour.replace(/[0-9a-f]/g, "$&$&") : colour;
  if (!roleOf.has(long)) throw new Error(`${colour} has no role in colours.mjs`);
  return `var(--${roleOf.get(long)})`;
}

function veil(match, red, green, blue, alpha) {
  if (Number(alpha) === 0) return "transparent";
  const solid = role("#" + [red, green, blue].map((n) => Number(n).toString(16).padStart(2, "0")).join(""));
  return Number(alpha) > 0.9 ? solid : `color-mix(in srgb,${solid} ${alpha * 100}%,transparent)`;
}

/** Swap each colour for its role, so that one rule serves day and night. */
function themed(css) {
  return css
    .replace(/rgba\((\d+), ?(\d+), ?(\d+), ?([\d.]+)\)/g, veil)
    .replace(/#[0-9a-f]{3,8}\b/g, role);
}

/** The custom properties: by day, by night as the device asks, and as the reader chose. */
function properties() {
  const set = (which) => Object.entries(colours).map(([role, pair]) => `--${role}:${pair[which]}`).join(";");
  const night = `color-scheme:dark;${set(1)}`;
  return `:root{color-scheme:light;${set(0)}}`
    + `@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){${night}}}`
    + `@media screen{:root[data-theme=dark]{${night}}}`;
}

const compiled = compile(new URL("dscr.scss", here).pathname, {
  importers: [colourModule],
  loadPaths: [modules.pathname],
  quietDeps: true,
  style: "compressed",
  charset: false, // the mark it adds would stand in the middle of the file and spoil the first rule
});

mkdirSync(new URL("fonts/", out), { recursive: true });
writeFileSync(new URL("dscr.css", out), properties() + themed(compiled.css));

const nhsuk = "nhsuk-frontend/dist/nhsuk/";
const typeface = "@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-";

for (const name of ["dscr.js", "gp-section.css", "dscr.webmanifest", "favicon.svg", "sw.js", "sw-pages.js"]) copyFileSync(new URL(name, here), new URL(name, out));
copyFileSync(new URL(`${nhsuk}assets/images/nhsuk-icon-cross.svg`, modules), new URL("nhsuk-icon-cross.svg", out));
for (const [name, file] of [
  ["regular", "latin-400"],
  ["bold", "latin-700"],
  ["regular-wider", "latin-ext-400"],
  ["bold-wider", "latin-ext-700"],
]) {
  copyFileSync(new URL(`${typeface}${file}-normal.woff2`, modules), new URL(`fonts/${name}.woff2`, out));
}

// The map that its last line names is not published, and a hashed name for it cannot be made.
const script = readFileSync(new URL(`${nhsuk}nhsuk-frontend.min.js`, modules), "utf8");
writeFileSync(new URL("nhsuk-frontend.min.js", out), script.replace(/\/\/# sourceMappingURL.*/, ""));
