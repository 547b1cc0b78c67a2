/** The text of a form's field; empty where there is none. */
export function textIn(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

/** The values of boxes of one name. */
export const chosenIn = (form: FormData, name: string): string[] =>
  form.getAll(name).filter((value) => typeof value === "string");
