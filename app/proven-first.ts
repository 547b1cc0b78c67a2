let turn = (): Promise<boolean> => Promise.resolve(false);

/** Called by what keeps this browser's key proven, once it runs on this page (A14). */
export const setProving = (prove: () => Promise<boolean>): void => {
  turn = prove;
};

/**
 * Waits until this browser's key is proven again, where it has one and ten minutes are over: what is sent then goes through.
 * True when it was over, and is proven now.
 */
export const provenFirst = (): Promise<boolean> => turn();
