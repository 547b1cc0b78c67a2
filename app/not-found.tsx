import "@/components/styles/portal.css";
import { NothingHere } from "./error";

/** An address that does not exist, or not for this person (SECURITY AC2). */
export default function NotFoundPage() {
  return <NothingHere />;
}
