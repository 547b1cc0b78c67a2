/** The smallest page of the App Router: what every page weighs at least. */
export default function Page() {
  return <p>Hello.</p>;
}
