import { createNodeResolver, importX } from "eslint-plugin-import-x";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const code = ["**/*.ts", "**/*.tsx"];

/** Who may import whom: one direction (ARCHITECTURE.md). `except` names what is pure and may be shared. */
const walls = [
  { target: "./app", from: "./db", message: "Pages and routes reach the database through lib." },
  {
    target: "./components",
    from: ["./db", "./app", "./emails"],
    message: "Components are dumb: props in, markup out.",
  },
  {
    target: "./components",
    from: "./lib/**/*",
    except: [
      "**/rules.ts",
      "**/*-rules.ts",
      "**/input.ts",
      "**/format.ts",
      "**/initials.ts",
      "**/verdict.ts",
      "**/kinds.ts",
    ],
    message: "Components know rules, input shapes and formats only.",
  },
  {
    target: ["./lib/**/rules.ts", "./lib/**/*-rules.ts"],
    from: "./**/*",
    except: [
      "**/rules.ts",
      "**/*-rules.ts",
      "**/kinds.ts",
      "**/lib/verdict.ts",
      "**/lib/clock.ts",
      "**/node_modules/**",
    ],
    message: "Rules are pure: other rules, kinds, calendar sums and lib/verdict only.",
  },
  {
    target: "./lib",
    from: ["./app", "./components"],
    message: "Nothing imports app; the business knows no markup.",
  },
  {
    target: "./lib/!(messages)/**/*",
    from: "./emails/parts/*",
    except: ["**/letter-look.ts"],
    message: "Letters are composed in emails.",
  },
  {
    target: "./emails",
    from: "./lib/**/*",
    except: ["**/rules.ts", "**/*-rules.ts", "**/format.ts", "**/initials.ts", "**/one-line.ts"],
    message: "Letters get everything as props.",
  },
  {
    target: "./emails",
    from: ["./db", "./app", "./components"],
    message: "Letters get everything as props.",
  },
  {
    target: "./db",
    from: "./lib/**/*",
    except: [
      "**/env.ts",
      "**/crypto.ts",
      "**/ids.ts",
      "**/firms/palette.ts",
      "**/kinds.ts",
      "**/mark-rules.ts",
    ],
    message: "The database layer knows no business.",
  },
  {
    target: "./db",
    from: ["./app", "./components", "./emails"],
    message: "The database layer knows no business.",
  },
  {
    target: ["./app", "./components", "./lib", "./db", "./emails"],
    from: ["./test", "./e2e", "./scripts", "./bench"],
  },
];

export default tseslint.config(
  {
    ignores: [
      ".next/**",
      ".node/**",
      "next-env.d.ts",
      "**/node_modules/**",
      ".data/**",
      ".data-test/**",
      "db/migrations/**",
      // generated from the OpenAPI document
      "test/api-paths.d.ts",
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: code,
    extends: [...tseslint.configs.strictTypeChecked, importX.flatConfigs.typescript],
    plugins: { "import-x": importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: {
      "import-x/resolver-next": [
        createNodeResolver({
          tsconfig: { configFile: `${import.meta.dirname}/tsconfig.json` },
          extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
        }),
      ],
    },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_$" }],
      // by code points is how we take texts apart
      "@typescript-eslint/no-misused-spread": ["error", { allow: ["string"] }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "import-x/no-cycle": "error",
      "import-x/no-restricted-paths": ["error", { basePath: import.meta.dirname, zones: walls }],
      "no-restricted-syntax": [
        "error",
        {
          selector: "JSXAttribute[name.name='style']",
          message:
            "No style attributes: the Content-Security-Policy blocks them. Use a class (DECISIONS 23).",
        },
        { selector: "ExportAllDeclaration", message: "No barrels: import from the file that has it." },
      ],
    },
  },
  {
    files: ["app/**/*.tsx", "components/**/*.tsx"],
    plugins: { "react-hooks": reactHooks },
    rules: { "react-hooks/rules-of-hooks": "error", "react-hooks/exhaustive-deps": "error" },
  },
  {
    // mail programs know inline styles only
    files: ["emails/**"],
    rules: { "no-restricted-syntax": "off" },
  },
  {
    // a test may look behind every wall
    files: ["**/*.test.ts", "**/*.test.tsx", "test/**", "e2e/**"],
    rules: { "@typescript-eslint/no-non-null-assertion": "off", "import-x/no-restricted-paths": "off" },
  },
);
