/** The press that a script held back, made once more: on its button, so that the form learns which one it was. */
export function pressAgain(form: HTMLFormElement, by: HTMLElement | null): void {
  const button = by ?? form.querySelector<HTMLElement>("button:not([type=button]), input[type=submit]");
  if (button) button.click();
  else form.requestSubmit();
}
