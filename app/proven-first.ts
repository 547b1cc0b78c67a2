import { useEffect } from "react";

/** Filled in by what keeps this browser's key proven, once it runs on this page (A14). */
export const proving: {
  /** Proves when ten minutes are over, or, `now`, whatever this page believes. */
  prove?: (now: boolean) => Promise<boolean>;
  /** Makes the last press once more after proving. */
  again?: () => void;
} = {};

/**
 * Waits until this browser's key is proven again, where it has one and ten minutes are over: what is sent then goes through.
 * `now`: the server has said that they are. True when it was over, and is proven now.
 */
export const provenFirst = async (now = false): Promise<boolean> => (await proving.prove?.(now)) ?? false;

/** A press that was refused because the proof had run out is made again by itself, once, where this page can prove. */
export function useReplay(refused: { unproven?: boolean } | undefined): void {
  useEffect(() => {
    if (refused?.unproven) proving.again?.();
  }, [refused]);
}
