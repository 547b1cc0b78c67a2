import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright";

/** A folder of numbered pictures; `take` adds one and says its name. */
export type Album = { take: (page: Page, name: string) => Promise<void>; pictures: string[] };

/** An empty folder for one device's pictures. */
export function newAlbum(folder: string): Album {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const pictures: string[] = [];
  const take = async (page: Page, name: string) => {
    const path = join(folder, `${String(pictures.length + 1).padStart(2, "0")}-${name}.png`);
    await page.screenshot({ path, fullPage: true, animations: "disabled" });
    pictures.push(path);
  };
  return { take, pictures };
}
