import type { ReactNode } from "react";
import "@/components/styles/admin.css";

/** The staff side, in Lodge's own colours. Who may see a page, the page itself asks. */
export default function AdminLayout({ children }: { children: ReactNode }) {
  return children;
}
