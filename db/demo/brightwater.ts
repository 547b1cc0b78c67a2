import type { DemoPeople } from "./people";
import { ask, tick, up, type DemoWork } from "./tasks";

/** The demo's second firm, in orange, at a host of its own: what one firm's people see, the other's never do. */
export const brightwater = {
  name: "Brightwater Bookkeeping",
  slug: "brightwater",
  plan: "business",
  timeZone: "Europe/London",
  ownerName: "Cleo Marsh",
  ownerEmail: "cleo@brightwater.example",
  ownerPhone: "01632 960 210",
  ownerTitle: "Your bookkeeper",
  address: "3 Quay Street, Bristol BS1 4RP",
  phone: "01632 960 200",
  officeHours: "Monday to Thursday, 8 to 4",
  brandColor: "#e8562a",
} as const;

export const brightwaterPeople: DemoPeople = {
  staff: [
    {
      name: "Femi Adeyemi",
      email: "femi@brightwater.example",
      role: "member",
      title: "Your payroll contact",
      phone: "01632 960 211",
    },
  ],
  clients: [
    {
      name: "Tidewell Surf School",
      kind: "company",
      contacts: [{ first: "Lowen", last: "Hale", email: "lowen@tidewell.example" }],
    },
    {
      name: "Orchard Lane Dental",
      kind: "company",
      contacts: [{ first: "Anouk", last: "Verhoeven", email: "anouk@orchardlane.example" }],
    },
    {
      name: "Nadia Rahman",
      kind: "person",
      contacts: [{ first: "Nadia", last: "Rahman", email: "nadia@rahman.example" }],
    },
  ],
};

/** Its work, newest first. */
export const brightwaterWork: DemoWork[] = [
  {
    client: "Tidewell Surf School",
    title: "Bookkeeping November 2026",
    owner: "Cleo Marsh",
    due: 9,
    sent: -2,
    request: "November, what is missing",
    note: "Only two things this month, well done. The receipts can be photos.",
    tasks: [
      up("Send the receipts for the van", "Fuel and the MOT; photos are fine."),
      ask(
        "What was the £380.00 to Kernow Foam on 11 November for?",
        "Boards to sell, or boards to teach with?",
      ),
      tick("Check that every lesson was invoiced", "Tick when you have looked through the diary.", "done"),
    ],
  },
  {
    client: "Orchard Lane Dental",
    title: "Payroll December 2026",
    owner: "Femi Adeyemi",
    due: 16,
    sent: -1,
    request: "Payroll for December",
    tasks: [
      ask(
        "Which hours did each person work in December?",
        "A line a person is enough: name, hours, overtime.",
      ),
      tick("Confirm that nobody started or left", "Tick if the team is the same as last month."),
    ],
  },
  {
    client: "Nadia Rahman",
    title: "Self Assessment 2025/26",
    owner: "Cleo Marsh",
    due: 55,
    request: "Papers for your tax return",
    tasks: [up("Send the P60", "Your employer gave it to you in May.")],
  },
];
