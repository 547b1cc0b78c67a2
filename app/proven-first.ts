let turn = (): Promise<void> => Promise.resolve();

/** Called by what keeps this browser's key proven, once it runs on this page (A14). */
export const setProving = (prove: () => Promise<void>): void => {
  turn = prove;
};

/** Waits until this browser's key is proven again, where it has one and ten minutes are over: what is sent then goes through. */
export const provenFirst = (): Promise<void> => turn();
