import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const resolve = {
  alias: [
    { find: /^@\//, replacement: here("./") },
    { find: /^server-only$/, replacement: here("./test/empty.ts") },
  ],
};
const onPostgres = {
  pool: "forks",
  maxWorkers: 3,
  globalSetup: "test/db-setup.ts",
  testTimeout: 60_000,
  hookTimeout: 120_000,
} as const;
const never = ["**/node_modules/**", ".next/**", ".node/**", ".data/**", ".data-test/**"];

export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        test: {
          name: "unit",
          include: ["**/*.test.ts", "**/*.test.tsx"],
          exclude: [...never, "**/*.db.test.ts"],
        },
      },
      {
        resolve,
        test: {
          name: "db",
          include: ["**/*.db.test.ts"],
          exclude: never,
          setupFiles: "test/db-file.ts",
          ...onPostgres,
        },
      },
      {
        resolve,
        test: {
          // what files do on a disk, once more on S3
          name: "s3",
          include: ["lib/files/{budget,damage,races,slices,upload}.db.test.ts", "app/uploads/*.db.test.ts"],
          exclude: never,
          setupFiles: "test/s3-file.ts",
          ...onPostgres,
        },
      },
    ],
  },
});
