/** What the title of a page begins with while something on it is wrong (GOV.UK's error pattern). */
const errorPrefix = "Error: ";

/** The title of a page that was refused something, or of one that was not; the prefix stands there once. */
export const errorTitle = (title: string, wrong: boolean): string =>
  wrong && !title.startsWith(errorPrefix) ? errorPrefix + title : title;

/** The title without the prefix, however often it stands there. */
export const plainTitle = (title: string): string =>
  title.startsWith(errorPrefix) ? plainTitle(title.slice(errorPrefix.length)) : title;
