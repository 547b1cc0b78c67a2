type Tab = {
  label: string;
  href: string;
  current?: boolean | undefined;
  /** Quiet, after the label: how many are in it. */
  count?: number | undefined;
};

/** The parts of one page, each with an address of its own. */
export function Tabs({ label, tabs }: { label: string; tabs: Tab[] }) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <a key={tab.href} href={tab.href} aria-current={tab.current ? "page" : undefined}>
          {tab.label}
          {tab.count === undefined ? null : <span className="n"> {tab.count}</span>}
        </a>
      ))}
    </nav>
  );
}
