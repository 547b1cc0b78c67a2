import type { Row } from "./figures"; export const uploads = (): Promise<Row[]> => Promise.resolve([]);
