import { StoreRefuses } from "./store";

/** So many parts are held in memory at once; the others wait with their bytes still on the wire, up to a time. */
export class PartSlots {
  private readonly waiting: (() => void)[] = [];

  constructor(
    private free: number,
    private readonly patienceMs: number,
  ) {}

  /** Runs a work when there is room for it. Throws StoreRefuses("away") when there is none in time. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.enter();
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.free += 1;
    }
  }

  private enter(): Promise<void> {
    if (this.free > 0) {
      this.free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const go = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(go), 1);
        reject(new StoreRefuses("away", { cause: new Error("Too many parts at once.") }));
      }, this.patienceMs);
      this.waiting.push(go);
    });
  }
}
