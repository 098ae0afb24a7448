import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["dist/**", "dist.new/**", "node_modules/**", "coverage/**", "test/fixtures/**", "**/data/**", "examples/**", "**/.tmp*"] },
  ...tseslint.configs.strict,
  {
    files: ["**/*.ts"],
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/consistent-type-imports": ["error", { disallowTypeAnnotations: false }],
      "@typescript-eslint/no-require-imports": "off",
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true }],
      "no-console": "error",
      "no-control-regex": "off",
      eqeqeq: ["error", "always"],
      "max-depth": ["error", 5],
    },
  },
  { files: ["test/**/*.ts"], rules: { "@typescript-eslint/no-unused-expressions": "off", "@typescript-eslint/explicit-module-boundary-types": "off" } },
  { files: ["bench/**", "scripts/**", "test/**"], rules: { "no-console": "off" } },
  {
    files: ["**/*.js", "**/*.mjs"],
    rules: { "@typescript-eslint/no-require-imports": "off", "@typescript-eslint/no-unused-vars": "error" },
  },
);
