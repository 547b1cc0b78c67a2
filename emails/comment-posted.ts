import type { Letter } from "@/emails/parts/letter-look";
import { ownerLetter, type OwnerLetterProps } from "@/emails/parts/owner-letter";

/** A client's comment, to the work owner. */
export const commentPosted = (props: OwnerLetterProps): Letter =>
  ownerLetter(props, { did: "wrote", didTo: "wrote on", button: "Read and answer" });
