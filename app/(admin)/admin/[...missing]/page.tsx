import { notFound } from "next/navigation";
import { signedInStaff } from "../staff-page";

/** An address under /admin that does not exist: the staff side's own page says so. */
export default async function MissingPage() {
  await signedInStaff();
  notFound();
}
