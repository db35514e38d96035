// Builds what the pages load: one style sheet per temper, one script, the fonts; and the fonts that PDFs are set in.
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const out = join(here, "../src/dancu/sites/ui/static/ui/build");
const paperFonts = join(here, "../src/dancu/documents/fonts");

// Two weights: a third would take every page over its 150 kB.
const WEIGHTS = [400, 600];
const SUBSETS = Object.entries(JSON.parse(readFileSync(join(modules, "@fontsource/be-vietnam-pro/unicode.json"), "utf8")));
// Where ranges overlap the last one declared is loaded: ă and đ are to come with the other Vietnamese letters.
SUBSETS.sort(([one], [other]) => Number(one === "vietnamese") - Number(other === "vietnamese"));

await rm(out, { recursive: true, force: true });
await rm(paperFonts, { recursive: true, force: true });
await mkdir(join(out, "fonts"), { recursive: true });
await mkdir(paperFonts, { recursive: true });
await Promise.all([styles("portal"), styles("officer"), scripts(), webFonts(), printFonts()]);

async function styles(temper) {
  const { css } = await sass.compileAsync(join(here, `styles/${temper}.scss`), { loadPaths: [modules], quietDeps: true });
  const { code } = await esbuild.transform(`${fontFaces()}\n${css}`, {
    loader: "css",
    minify: true,
    charset: "utf8",
    legalComments: "none",
    target: ["chrome109", "firefox102", "safari15"],
  });
  await writeFile(join(out, `${temper}.css`), code);
}

function scripts() {
  return esbuild.build({
    entryPoints: [join(here, "scripts/app.ts")],
    outdir: out,
    bundle: true,
    minify: true,
    format: "iife",
    charset: "utf8",
    legalComments: "none",
    target: ["chrome109", "firefox102", "safari15"],
  });
}

// A page loads only the subsets whose letters it shows.
function fontFaces() {
  return WEIGHTS.flatMap((weight) =>
    SUBSETS.map(
      ([subset, range]) => `@font-face{font-family:"Be Vietnam Pro";font-style:normal;font-weight:${weight};font-display:swap;` +
        `src:url("fonts/${subset}-${weight}.woff2") format("woff2");unicode-range:${range}}`,
    ),
  ).join("\n");
}

async function webFonts() {
  const source = join(modules, "@fontsource/be-vietnam-pro");
  for (const weight of WEIGHTS)
    for (const [subset] of SUBSETS)
      await cp(join(source, `files/be-vietnam-pro-${subset}-${weight}-normal.woff2`), join(out, `fonts/${subset}-${weight}.woff2`));
  await cp(join(source, "LICENSE"), join(out, "fonts/OFL.txt"));
}

// typst does not read woff2.
async function printFonts() {
  const source = join(modules, "@expo-google-fonts/be-vietnam-pro");
  for (const cut of ["400Regular", "400Regular_Italic", "600SemiBold", "700Bold"])
    await cp(join(source, cut, `BeVietnamPro_${cut}.ttf`), join(paperFonts, `BeVietnamPro_${cut}.ttf`));
  await cp(join(source, "LICENSE_FONT"), join(paperFonts, "OFL.txt"));
}
