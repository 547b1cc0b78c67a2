import { notFound } from "next/navigation";

/** An address of the portal that does not exist: the firm's own page says so. */
export default function MissingPage(): never {
  notFound();
}
