import type { Row } from "./figures"; export const startTimes = (): Promise<Row[]> => Promise.resolve([]);
