/** What a client gave: nothing yet, a tick, an answer, or files of these names. */
type Given = { tick: true } | { answer: string } | { files: string[] };
export type DemoTask = {
  kind: "tick" | "upload" | "answer";
  title: string;
  description?: string;
  given?: Given;
};
/** `due` and `sent` in days from today. Without `sent` the request is a draft; `completed` days ago closes the work. */
export type DemoWork = {
  client: string;
  title: string;
  owner: "Ana Hill" | "Tamsin Jago" | "Sunil Mehta";
  due: number;
  sent?: number;
  withdrawn?: true;
  completed?: number;
  request?: string;
  note?: string;
  tasks?: DemoTask[];
  comments?: { task: number; by: "staff" | "contact"; daysAgo: number; body: string }[];
};

const up = (title: string, description: string, ...files: string[]): DemoTask => ({
  kind: "upload",
  title,
  description,
  ...(files.length > 0 ? { given: { files } } : {}),
});
const ask = (title: string, description: string, answer?: string): DemoTask => ({
  kind: "answer",
  title,
  description,
  ...(answer ? { given: { answer } } : {}),
});
const tick = (title: string, description: string, done?: "done"): DemoTask => ({
  kind: "tick",
  title,
  description,
  ...(done ? { given: { tick: true } } : {}),
});

const vat = (quarter: string, done: boolean): DemoTask[] => [
  up(
    `Send the sales report, ${quarter}`,
    "Export it from your till or invoicing program.",
    ...(done ? [`Sales ${quarter}.xlsx`] : []),
  ),
  up(
    `Send the purchase invoices, ${quarter}`,
    "PDFs or photos; one file for each supplier is fine.",
    ...(done ? [`Purchases ${quarter}.pdf`] : []),
  ),
  tick(
    "Check that no invoice is missing",
    "Tick when you have looked through the quarter.",
    ...(done ? (["done"] as const) : []),
  ),
];
const payroll = (month: string): DemoTask[] => [
  ask(
    `Which hours did each person work in ${month}?`,
    "A line a person is enough: name, hours, overtime.",
    "Joe 152, no overtime. Priya 160 and 6 over. Lena on leave the last week, 120.",
  ),
  tick("Confirm that nobody started or left", "Tick if the team is the same as last month.", "done"),
];

export const demoWork: DemoWork[] = [
  {
    client: "Hilltop Bakery Ltd",
    title: "Year-end accounts 2026",
    owner: "Ana Hill",
    due: -3,
    sent: -10,
    request: "Records for the year-end accounts",
    note: "The year-end is close to done. With these I can finish the draft next week.",
    tasks: [
      up(
        "Send the bank statements, July to September",
        "One PDF for each month from the Lloyds business account ending 4417. Photos of paper statements are fine, all pages please.",
      ),
      ask(
        "What was the £1,240.00 to Parkes & Daughters Joinery on 14 August for?",
        "If it is for the new counter, say so: it then counts as equipment.",
      ),
      tick(
        "Read the letter about the new filing rules",
        "It came by post on Monday. Tick when you have read it.",
      ),
      up(
        "Send the loan statement for the oven",
        "Lombard writes one each September.",
        "Lombard loan statement 2026.pdf",
      ),
      up(
        "Send the stock count on 30 September",
        "The sheet that Piotr fills in is all we need.",
        "Stock count September.xlsx",
      ),
      ask(
        "How many people worked for you on 30 September?",
        "Owners count too.",
        "Nine with Jonathan and me, two of them part-time.",
      ),
      tick("Confirm the company's address", "Unit 4, Hilltop Yard, Bath.", "done"),
    ],
    comments: [
      {
        task: 0,
        by: "staff",
        daysAgo: 4,
        body: "Hello Margaret, the July one came through beautifully last time. August and September are all I need still.",
      },
      {
        task: 0,
        by: "contact",
        daysAgo: 3,
        body: "The branch gave me September on paper with a signature page. Is a scan all right?",
      },
      { task: 0, by: "staff", daysAgo: 2, body: "A scan is perfect, thank you." },
    ],
  },
  {
    client: "Margaret & Jonathan Okonkwo-Fairweather",
    title: "Self Assessment tax return, 2025 to 2026",
    owner: "Ana Hill",
    due: 23,
    sent: -5,
    request: "Papers for your tax return",
    tasks: [
      tick("Confirm your address and bank details", "Tick the box if nothing has changed since January."),
      up(
        "Send your pension certificate (P60) from Wiltshire & Somerset Teachers’ Pensions",
        "PDF or photo, both sides.",
      ),
      up(
        "Send the rental income, 8 Larch Grove",
        "The agent's yearly statement.",
        "Larch Grove statement.pdf",
      ),
    ],
  },
  {
    client: "Hilltop Bakery Ltd",
    title: "VAT return, July to September",
    owner: "Ana Hill",
    due: -14,
    sent: -40,
    request: "VAT, July to September",
    tasks: vat("July to September", true),
  },
  {
    client: "Hilltop Bakery Ltd",
    title: "Payroll, October",
    owner: "Tamsin Jago",
    due: -21,
    sent: -32,
    completed: 18,
    request: "Payroll, October",
    tasks: payroll("October"),
  },
  {
    client: "Ashdown Veterinary Group",
    title: "VAT return, August to October",
    owner: "Tamsin Jago",
    due: 3,
    sent: -6,
    request: "VAT, August to October",
    tasks: vat("August to October", false),
  },
  {
    client: "Ashdown Veterinary Group",
    title: "Payroll, November",
    owner: "Tamsin Jago",
    due: 6,
    sent: -2,
    request: "Payroll, November",
    tasks: payroll("November"),
  },
  {
    client: "Ashdown Veterinary Group",
    title: "Year-end accounts 2026",
    owner: "Ana Hill",
    due: 40,
    request: "Records for the year-end accounts",
    tasks: [
      up("Send the bank statements, year to 30 September", "All twelve months, every account."),
      ask("Did the practice buy equipment over £1,000?", "Name each with its price."),
    ],
  },
  {
    client: "Bright Sparks Nursery (Wells) CIC",
    title: "Year-end accounts 2026",
    owner: "Sunil Mehta",
    due: 20,
    request: "Records for the year-end accounts",
    tasks: [
      up(
        "Send the bank statements, year to 30 September",
        "All twelve months, every account. Photos of paper statements are fine.",
      ),
      ask("Which children’s places were funded?", "A number for each term is enough."),
      tick("Check the list of trustees", "We sent it with the last letter."),
    ],
  },
  {
    client: "Bright Sparks Nursery (Wells) CIC",
    title: "Gift Aid claim, autumn",
    owner: "Sunil Mehta",
    due: 6,
    sent: -8,
    request: "Gift Aid, autumn",
    tasks: [
      up("Send the donations list", "The spreadsheet that Amos keeps."),
      tick("Confirm that each donor signed a declaration", "Tick when you have checked."),
    ],
  },
  {
    client: "Bright Sparks Nursery (Wells) CIC",
    title: "Payroll, October",
    owner: "Tamsin Jago",
    due: -20,
    sent: -30,
    completed: 19,
    request: "Payroll, October",
    tasks: payroll("October"),
  },
  {
    client: "Carrick, Ffoulkes & Partners Surveyors LLP",
    title: "Partners’ tax returns, 2025 to 2026",
    owner: "Tamsin Jago",
    due: 16,
    sent: -9,
    request: "Papers for the partners’ tax returns",
    tasks: [
      up(
        "Send each partner’s P60 and dividend slips",
        "A folder of photos is fine.",
        "P60 Ffoulkes.pdf",
        "Dividends 2026.pdf",
      ),
      ask(
        "Did any partner sell a property or shares?",
        "Name what, when and for how much.",
        "Dev sold 200 BP shares in March for £940.",
      ),
      ask("Did anybody join or leave the partnership?", "With the date."),
      tick("Confirm each partner’s address", "Tick when everybody has looked."),
    ],
  },
  {
    client: "Carrick, Ffoulkes & Partners Surveyors LLP",
    title: "VAT return, July to September",
    owner: "Tamsin Jago",
    due: -12,
    sent: -35,
    completed: 11,
    request: "VAT, July to September",
    tasks: vat("July to September", true),
  },
  {
    client: "Carrick, Ffoulkes & Partners Surveyors LLP",
    title: "Office move: lease review",
    owner: "Ana Hill",
    due: 30,
    sent: -4,
    withdrawn: true,
    request: "The new lease",
    tasks: [up("Send the draft lease", "As the landlord sent it.")],
  },
  {
    client: "Dunmore Plant Hire",
    title: "CIS return, October",
    owner: "Sunil Mehta",
    due: -12,
    sent: -20,
    request: "Subcontractors, October",
    tasks: [
      up("Send the subcontractors’ invoices, October", "All of them, also the small ones."),
      ask("Who is new, and what is their UTR?", "Ten digits each."),
    ],
  },
  {
    client: "Dunmore Plant Hire",
    title: "Vehicle finance agreements",
    owner: "Sunil Mehta",
    due: 12,
    sent: -3,
    request: "Vehicle finance",
    tasks: [up("Send the agreement for the new excavator", "The signed one, every page.")],
  },
  {
    client: "Elderflower & Rye",
    title: "VAT return, July to September",
    owner: "Ana Hill",
    due: -14,
    sent: -38,
    completed: 12,
    request: "VAT, July to September",
    tasks: vat("July to September", true),
  },
  { client: "Elderflower & Rye", title: "Personal licence renewal", owner: "Ana Hill", due: 60 },
  {
    client: "Gwen Pascoe",
    title: "Self Assessment tax return, 2025 to 2026",
    owner: "Tamsin Jago",
    due: 40,
    sent: -7,
    request: "Papers for your tax return",
    tasks: [
      up("Send your share dealing statement", "The yearly one from the platform."),
      tick("Confirm that you had no other income", "Interest counts, also small sums."),
    ],
  },
  { client: "Gwen Pascoe", title: "Payments on account", owner: "Tamsin Jago", due: 70 },
  {
    client: "Larkrise Farm Partnership",
    title: "Year-end accounts 2026",
    owner: "Sunil Mehta",
    due: 10,
    sent: -12,
    request: "Records for the year-end accounts",
    tasks: [
      up(
        "Send the herd book, 30 September",
        "A photo of each page is fine.",
        "Herd book p1.jpg",
        "Herd book p2.jpg",
      ),
      ask(
        "Which grants came in this year?",
        "Name and sum each.",
        "Countryside Stewardship £6,120 and the hedge grant, £1,480.",
      ),
      up("Send the machinery list with values", "Last year's list with changes will do."),
    ],
  },
  {
    client: "Larkrise Farm Partnership",
    title: "Payroll, November",
    owner: "Tamsin Jago",
    due: 6,
    sent: -1,
    request: "Payroll, November",
    tasks: [
      ask("Which hours did each person work in November?", "A line a person is enough."),
      tick("Confirm that nobody started or left", "Tick if the team is the same."),
    ],
  },
  {
    client: "Penhaligon & Vance Architects LLP",
    title: "Management accounts, October",
    owner: "Tamsin Jago",
    due: -5,
    sent: -11,
    request: "Papers for October",
    tasks: [
      up("Send the fee notes raised in October", "PDFs, or the list from the practice program."),
      ask("Which jobs are finished but not billed?", "Job number and a rough sum each."),
    ],
  },
  {
    client: "Penhaligon & Vance Architects LLP",
    title: "VAT return, August to October",
    owner: "Tamsin Jago",
    due: 7,
  },
  {
    client: "Penhaligon & Vance Architects LLP",
    title: "Payroll, October",
    owner: "Tamsin Jago",
    due: -21,
    sent: -31,
    completed: 20,
    request: "Payroll, October",
    tasks: payroll("October"),
  },
  {
    client: "St Ives Community Sailing Trust",
    title: "Charity accounts 2026",
    owner: "Ana Hill",
    due: -8,
    sent: -25,
    request: "Records for the charity accounts",
    tasks: [
      up("Send the bank statements, year to 31 August", "Both accounts, all twelve months."),
      up("Send the minutes of the trustees’ meetings", "Scans are fine.", "Minutes 2026.pdf"),
      ask(
        "Did anybody give the trust a boat or equipment?",
        "What, from whom and roughly how much it is worth.",
      ),
    ],
  },
  {
    client: "St Ives Community Sailing Trust",
    title: "Grant report, Harbour Fund",
    owner: "Ana Hill",
    due: 18,
  },
  {
    client: "T. A. Nancarrow Fisheries",
    title: "Year-end accounts 2026",
    owner: "Tamsin Jago",
    due: 11,
    sent: -6,
    request: "Records for the year-end accounts",
    tasks: [
      up(
        "Send the landing declarations, July to September",
        "Photos from the harbour office are fine.",
        "Landings Q3.pdf",
      ),
      ask("What did the new nets cost, and who supplied them?", "An invoice is even better."),
    ],
  },
  { client: "T. A. Nancarrow Fisheries", title: "Fuel duty claim", owner: "Tamsin Jago", due: 25 },
  {
    client: "T. A. Nancarrow Fisheries",
    title: "Payroll, October",
    owner: "Tamsin Jago",
    due: -20,
    sent: -29,
    completed: 17,
    request: "Payroll, October",
    tasks: payroll("October"),
  },
  {
    client: "Margaret & Jonathan Okonkwo-Fairweather",
    title: "Inheritance tax, first talk",
    owner: "Ana Hill",
    due: 90,
  },
];
