"use strict";

// Specs that are named on the command line are run alone.
const named = process.argv.slice(2).some((argument) => argument.endsWith(".spec.ts"));

module.exports = {
  require: ["ts-node/register/transpile-only"],
  extension: ["ts"],
  ...(named ? {} : { spec: ["test/**/*.spec.ts"], ignore: ["test/e2e/**", "test/fixtures/**"] }),
  timeout: 20000,
};
