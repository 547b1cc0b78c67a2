const formatters = new Map<string, Intl.NumberFormat>();

/** An amount in a currency's minor unit, as people of a place write it: "£1,240.00", "-£8.50" (LOOKS §6). */
export function moneyWords(amountMinor: number, currency: string, locale: string): string {
  const key = `${locale}|${currency}`;
  const made = formatters.get(key) ?? new Intl.NumberFormat(locale, { style: "currency", currency });
  formatters.set(key, made);
  const digits = made.resolvedOptions().maximumFractionDigits ?? 2;
  return made.format(amountMinor / 10 ** digits);
}
