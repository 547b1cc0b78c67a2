import type { Letter } from "@/emails/parts/letter-look";
import { ownerLetter, type OwnerLetterProps } from "@/emails/parts/owner-letter";

/** A client's refusal to approve, to the work owner. */
export const answerDeclined = (props: OwnerLetterProps): Letter =>
  ownerLetter(props, {
    did: "declined",
    didTo: "declined",
    button: "Read why",
    then: "There you close it as declined, or ask again.",
  });
