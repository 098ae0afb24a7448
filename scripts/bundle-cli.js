// Puts the command line and what it needs of the package into one file: reading 400 small ones costs more than all of a small check.
"use strict";

const { readFileSync } = require("node:fs");
const { dirname, join, relative, sep } = require("node:path");
const esbuild = require("esbuild");

/** Bundles `cli/main.js` of a compiled tree in place. Packages stay outside; what is required lazily stays lazy. */
function bundleCli(dist) {
  const main = join(dist, "cli", "main.js");
  const ownFolder = {
    name: "own-folder",
    setup(build) {
      // The bundle lies in cli/: a module that reads files beside itself has to be told where it came from.
      build.onLoad({ filter: /\.js$/ }, ({ path }) => {
        const text = readFileSync(path, "utf8");
        if (!text.includes("__dirname")) return undefined;
        const place = JSON.stringify(relative(dirname(main), dirname(path)).split(sep).join("/"));
        return { contents: text.replace(/(?<=\()__dirname(?=[,)])/g, `require("node:path").join(__dirname, ${place})`), loader: "js" };
      });
    },
  };
  return esbuild.build({
    entryPoints: [main],
    outfile: main,
    allowOverwrite: true,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    packages: "external",
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "none",
    logLevel: "warning",
    plugins: [ownFolder],
  });
}

module.exports = { bundleCli };
if (require.main === module) void bundleCli(process.argv[2] ?? join(__dirname, "..", "dist"));
