type Proving = {
  /** Proves when ten minutes are over, or, `now`, whatever this page believes. */
  prove: (now: boolean) => Promise<boolean>;
  /** Makes the last press once more after proving. */
  again: () => void;
};

let here: Proving | undefined;

/** Called by what keeps this browser's key proven, once it runs on this page (A14). */
export const setProving = (proving: Proving): void => {
  here = proving;
};

/**
 * Waits until this browser's key is proven again, where it has one and ten minutes are over: what is sent then goes through.
 * `now`: the server has said that they are. True when it was over, and is proven now.
 */
export const provenFirst = (now = false): Promise<boolean> => here?.prove(now) ?? Promise.resolve(false);

/** A press came back because the proof had run out: it is made again by itself, once, where this page can prove. */
export const pressedUnproven = (): void => here?.again();
