/** The demo firm: nobody in it exists. Telephone numbers are of the range kept free for fiction, addresses end in .example. */
export const demoFirm = {
  name: "Hill & Co",
  slug: "hill",
  plan: "business",
  timeZone: "Europe/London",
  ownerName: "Ana Hill",
  ownerEmail: "ana@hillandco.example",
  ownerPhone: "01632 960 142",
  ownerTitle: "Your accountant",
  address: "12 High Street, Bath BA1 5AQ",
  phone: "01632 960 142",
  officeHours: "Monday to Friday, 9 to 5",
  brandColor: "#17593f",
  isDemo: true,
} as const;

type DemoMember = {
  name: string;
  email: string;
  role: "owner" | "admin" | "member";
  title: string;
  phone: string;
};

export const demoStaff: DemoMember[] = [
  {
    name: "Tamsin Jago",
    email: "tamsin@hillandco.example",
    role: "admin",
    title: "Your bookkeeper",
    phone: "01632 960 143",
  },
  {
    name: "Sunil Mehta",
    email: "sunil@hillandco.example",
    role: "member",
    title: "Your accountant",
    phone: "01632 960 144",
  },
];

/** Who works at a demo firm, and for whom. */
export type DemoPeople = { staff: DemoMember[]; clients: DemoClient[] };

type Contact = { first: string; last: string; email: string };
export type DemoClient = { name: string; kind: "company" | "person"; contacts: Contact[] };

const margaret: Contact = {
  first: "Margaret",
  last: "Okonkwo-Fairweather",
  email: "margaret@fairweather.example",
};
const jonathan: Contact = {
  first: "Jonathan",
  last: "Okonkwo-Fairweather",
  email: "jonathan@fairweather.example",
};

export const demoClients: DemoClient[] = [
  {
    name: "Hilltop Bakery Ltd",
    kind: "company",
    contacts: [margaret, { first: "Piotr", last: "Zielinski", email: "piotr@hilltopbakery.example" }],
  },
  { name: "Margaret & Jonathan Okonkwo-Fairweather", kind: "person", contacts: [margaret, jonathan] },
  {
    name: "Ashdown Veterinary Group",
    kind: "company",
    contacts: [
      { first: "Ines", last: "Carvalho", email: "ines@ashdownvets.example" },
      { first: "Rupert", last: "Blyth", email: "rupert@ashdownvets.example" },
    ],
  },
  {
    name: "Bright Sparks Nursery (Wells) CIC",
    kind: "company",
    contacts: [
      { first: "Joanna", last: "Priddy", email: "joanna@brightsparks.example" },
      { first: "Amos", last: "Bartholomew-Okafor", email: "amos@brightsparks.example" },
    ],
  },
  {
    name: "Carrick, Ffoulkes & Partners Surveyors LLP",
    kind: "company",
    contacts: [
      { first: "Georgiana", last: "Ffoulkes-Carrick", email: "georgiana@carrickffoulkes.example" },
      { first: "Dev", last: "Anand", email: "dev@carrickffoulkes.example" },
    ],
  },
  {
    name: "Dunmore Plant Hire",
    kind: "company",
    contacts: [{ first: "Kev", last: "Dunmore", email: "kev@dunmoreplant.example" }],
  },
  {
    name: "Elderflower & Rye",
    kind: "company",
    contacts: [{ first: "Sam", last: "Osei", email: "sam@elderflowerrye.example" }],
  },
  {
    name: "Gwen Pascoe",
    kind: "person",
    contacts: [{ first: "Gwen", last: "Pascoe", email: "gwen@pascoe.example" }],
  },
  {
    name: "Larkrise Farm Partnership",
    kind: "company",
    contacts: [
      { first: "William", last: "Larkin", email: "will@larkrise.example" },
      { first: "Flora", last: "Larkin", email: "flora@larkrise.example" },
    ],
  },
  {
    name: "Penhaligon & Vance Architects LLP",
    kind: "company",
    contacts: [
      { first: "Ruth", last: "Penhaligon", email: "ruth@penhaligonvance.example" },
      { first: "Idris", last: "Vance", email: "idris@penhaligonvance.example" },
    ],
  },
  {
    name: "St Ives Community Sailing Trust",
    kind: "company",
    contacts: [
      { first: "Peter", last: "Trelawny-Hughes", email: "peter@stivessailing.example" },
      { first: "Bea", last: "Coombes", email: "bea@stivessailing.example" },
    ],
  },
  {
    name: "T. A. Nancarrow Fisheries",
    kind: "company",
    contacts: [
      { first: "Jowan", last: "Nancarrow", email: "jowan@nancarrow.example" },
      { first: "Odile", last: "Quillfeather", email: "odile@nancarrow.example" },
    ],
  },
];
