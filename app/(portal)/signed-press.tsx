import { headers } from "next/headers";
import { keepsKeys } from "@/lib/access/visitor-rules";
import { KeyFields } from "./key-fields";

/** Inside a form that opens a device or asks for a link: its press is signed, where this browser keeps keys (A14). */
export async function SignedPress() {
  if (!keepsKeys((await headers()).get("user-agent") ?? "")) return null;
  return <KeyFields />;
}
