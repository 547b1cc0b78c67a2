import { expect, test } from "vitest";
import { firmInitials, personInitials } from "@/lib/initials";

test("[F1] a firm without a logo has one or two letters as its mark", () => {
  expect(firmInitials("Hill & Co")).toBe("HC");
  expect(firmInitials("Brightwater Bookkeeping")).toBe("BB");
  expect(firmInitials("Carrick, Ffoulkes & Partners")).toBe("CF");
  expect(firmInitials("ølberg")).toBe("Ø");
  expect(firmInitials("“Ashdown” Vets")).toBe("AV");
  expect(firmInitials("  ")).toBe("?");
});

test("[P1] a person has the letters of first and last name", () => {
  expect(personInitials("Ana Hill")).toBe("AH");
  expect(personInitials("Margaret Okonkwo-Fairweather")).toBe("MO");
  expect(personInitials("Dr Ines Carvalho")).toBe("IC");
  expect(personInitials("Rev. Amos Bartholomew-Okafor")).toBe("AB");
  expect(personInitials("Sam")).toBe("S");
  expect(personInitials("")).toBe("?");
});
