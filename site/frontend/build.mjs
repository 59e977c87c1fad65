// Builds the public front end: one style sheet, one script, one icon sprite, fonts and the mark.
// Deterministic: the same sources give the same bytes. Run by `make`; works with Node 20 and newer.
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const kit = join(root, "node_modules", "bootstrap-italia");
const out = join(root, "site", "piattaforma", "static", "condivisa");

// The kit's icons in use: a name missing here is an error of the `icona` tag's test, not a blank square.
const icons = JSON.parse(await readFile(join(here, "icone.json"), "utf8"));

async function buildStyle() {
  const { css } = compile(join(here, "scss", "condivisa.scss"), {
    style: "compressed",
    loadPaths: [join(kit, "src", "scss")],
    charset: false,
    quietDeps: true,
    // The kit is written with @import; Sass 3 will drop it and the kit will follow.
    silenceDeprecations: ["import"],
  });
  await writeFile(join(out, "condivisa.css"), css);
}

async function buildScript() {
  await build({
    entryPoints: [join(here, "ts", "condivisa.ts")],
    outfile: join(out, "condivisa.js"),
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
  });
}

async function buildSprite() {
  const symbols = [];
  for (const name of [...icons].sort()) {
    const svg = await readFile(join(kit, "src", "svg", `it-${name}.svg`), "utf8");
    const [, viewBox] = svg.match(/viewBox="([^"]+)"/);
    const body = svg
      .replace(/^[\s\S]*?<svg[^>]*>/, "")
      .replace(/<\/svg>[\s\S]*$/, "")
      .replace(/\s+/g, " ")
      .replace(/> </g, "><")
      .trim();
    symbols.push(`<symbol id="i-${name}" viewBox="${viewBox}">${body}</symbol>`);
  }
  const notice = "<!-- Bootstrap Italia, BSD-3-Clause -->";
  await writeFile(
    join(out, "sprite.svg"),
    `<svg xmlns="http://www.w3.org/2000/svg">${notice}${symbols.join("")}</svg>\n`,
  );
}

async function copyFiles() {
  await mkdir(join(out, "fonts"), { recursive: true });
  for (const name of (await readdir(join(here, "fonts"))).sort()) {
    await cp(join(here, "fonts", name), join(out, "fonts", name));
  }
  await cp(join(here, "favicon.svg"), join(out, "favicon.svg"));
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await Promise.all([buildStyle(), buildScript(), buildSprite(), copyFiles()]);
