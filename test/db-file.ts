import { testDatabase } from "./db";

await testDatabase();
