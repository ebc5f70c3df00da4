import js from "@eslint/js";
import globals from "globals";

const ASSETS = "plugins/goalbook/assets/**/*.js";

export default [
  js.configs.recommended,
  {
    // Scripts of the site: plugins/goalbook/host/assets.py says how they become one.
    files: [ASSETS],
    languageOptions: { ecmaVersion: 2021, sourceType: "module", globals: { ...globals.browser, document$: "readonly" } },
    rules: {
      "max-lines": ["error", 250],
      "max-lines-per-function": ["error", 40],
      "max-params": ["error", 6],
      "prefer-const": "error",
      "no-var": "error",
      eqeqeq: "error",
    },
  },
  {
    files: ["site_tests/js/*.js"],
    languageOptions: { ecmaVersion: 2022, sourceType: "module", globals: globals.node },
  },
];
