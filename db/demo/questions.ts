import type { DemoTask } from "./tasks";

const account = "Lloyds business, ending 4417";
const categories = ["Equipment", "Repairs", "Ingredients", "Packaging", "Private"];

const payment = (
  title: string,
  of: { ago: string; payee: string; pence: number; bankText: string; receipt?: true },
): DemoTask => ({
  kind: "transaction",
  title,
  details: {
    transaction: {
      date: of.ago,
      payee: of.payee,
      amountMinor: -of.pence,
      currency: "GBP",
      account,
      bankText: of.bankText,
    },
    categories,
    explanation: true,
    ...(of.receipt ? { receipt: true } : {}),
  },
});

/** Questions about the month's payments, each of another kind than the year-end's. */
export const bookkeepingQuestions: DemoTask[] = [
  payment("What was this payment to Parkes & Daughters for?", {
    ago: "2026-10-14",
    payee: "Parkes & Daughters Joinery Supplies",
    pence: 124_000,
    bankText: "CARD 4417 PARKES&D JOINERY BATH GB",
    receipt: true,
  }),
  payment("What was this payment to Avon Catering for?", {
    ago: "2026-10-21",
    payee: "Avon Catering Equipment",
    pence: 38_550,
    bankText: "FPO AVON CATERING EQ INV 20871",
  }),
  {
    kind: "choice",
    title: "Choose how the new van is used",
    description: "It decides how much of its VAT comes back.",
    details: {
      options: [
        { label: "Only for the bakery", hint: "Deliveries and supplies, kept at the yard" },
        { label: "Mostly for the bakery", hint: "Now and then for private trips" },
        { label: "About half and half" },
      ],
    },
  },
  {
    kind: "upload",
    title: "Send the bank statements, October",
    description: "The business account and the card, all pages.",
    details: { wanted: ["Lloyds 4417 October", "Card 0932 October"] },
  },
  {
    kind: "approval",
    title: "Approve the VAT return for the quarter",
    description: "Read it, then approve it or say what is wrong. We file it the same day.",
    reading: "VAT return, July to September 2026.pdf",
  },
];
