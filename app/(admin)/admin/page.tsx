import { redirect } from "next/navigation";

/** The staff side opens on the work. */
export default function AdminHome() {
  redirect("/admin/work");
}
