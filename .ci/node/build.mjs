// Builds what the sandbox's page takes from npm into bot/sandbox/page/static/{vendor,fonts}, or into a folder given:
//
//     npm ci --prefix .ci/node && npm run build --prefix .ci/node
//
// Run it after changing a version in package.json; tests/test_page_vendor.py fails while the committed files are old.

import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const MODULES = join(HERE, "node_modules");
const BUNDLED = ["@khanacademy/simple-markdown", "@khanacademy/perseus-utils"];
const FONTS = {
    "@fontsource-variable/figtree": ["figtree-latin-wght-normal.woff2", "figtree-latin-wght-italic.woff2"],
    "@fontsource/source-code-pro": ["source-code-pro-latin-400-normal.woff2"],
};

const out = resolve(process.argv[2] ?? join(HERE, "../../bot/sandbox/page/static"));
await Promise.all([bundle(join(out, "vendor")), copyFonts(join(out, "fonts"))]);

async function bundle(folder) {
    await mkdir(folder, { recursive: true });
    await build({
        absWorkingDir: HERE,
        entryPoints: { markdown: "markdown.entry.js" },
        bundle: true,
        format: "esm",
        target: "es2022",
        charset: "utf8",
        legalComments: "none", // the licences stand in LICENSES.txt
        banner: { js: "// Built by .ci/node/build.mjs: do not edit. Licences: LICENSES.txt beside this file." },
        outdir: folder,
    });
    await writeFile(join(folder, "LICENSES.txt"), await licences(BUNDLED));
}

async function copyFonts(folder) {
    await mkdir(folder, { recursive: true });
    for (const [name, files] of Object.entries(FONTS)) {
        await Promise.all(files.map((file) => copyFile(join(MODULES, name, "files", file), join(folder, file))));
    }
    await writeFile(join(folder, "LICENSES.txt"), await licences(Object.keys(FONTS)));
}

/** Each package's name, version and licence, one under the other. */
async function licences(names) {
    const texts = names.map(async (name) => {
        const { version, license } = JSON.parse(await readFile(join(MODULES, name, "package.json"), "utf8"));
        const text = await readFile(join(MODULES, name, "LICENSE"), "utf8");
        return `${name} ${version} (${license})\n\n${text.replace(/\r/g, "").trim()}\n`;
    });
    return (await Promise.all(texts)).join(`\n${"-".repeat(100)}\n\n`);
}
