/** What was typed into a form since it was sent: by field, and where the writer stands. */
export type Typed = {
  fields: Map<string, string | boolean>;
  focus: { id: string; at: number | null } | null;
};

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const isField = (target: unknown): target is Field =>
  target instanceof HTMLInputElement ||
  target instanceof HTMLTextAreaElement ||
  target instanceof HTMLSelectElement;

const isBox = (field: Field): field is HTMLInputElement =>
  field.type === "checkbox" || field.type === "radio";

// boxes of one name are told apart by their values
const keyOf = (field: Field): string => (isBox(field) ? `${field.name}=${field.value}` : field.name);

/** Writes down what stands in a field now. */
export function fieldsOf(typed: Typed, target: EventTarget): void {
  if (!isField(target)) return;
  typed.fields.set(keyOf(target), isBox(target) ? target.checked : target.value);
  typed.focus = placeIn(target);
}

const placeIn = (field: Field) => ({
  id: field.id,
  at: "selectionEnd" in field ? field.selectionEnd : null,
});

/** The field of a form in which the writer stands. */
export function standing(form: HTMLFormElement): Typed["focus"] {
  const field = document.activeElement;
  return isField(field) && field.form === form ? placeIn(field) : null;
}

/**
 * Shows what is saved, then what was typed meanwhile over it; with `refocus` the writer stands again where the field was
 * drawn anew. True when anything was typed.
 */
export function restore(form: HTMLFormElement, typed: Typed, refocus: boolean): boolean {
  form.reset();
  const fields = [...form.elements].filter(isField);
  for (const [key, value] of typed.fields) {
    const field = fields.find((one) => keyOf(one) === key);
    if (!field) continue;
    if (isBox(field)) field.checked = value === true;
    else field.value = String(value);
  }
  const { focus } = typed;
  const field = refocus && focus?.id ? fields.find(({ id }) => id === focus.id) : undefined;
  if (field && document.activeElement === document.body) field.focus();
  if (field && focus?.at != null && "setSelectionRange" in field && field.type !== "date")
    field.setSelectionRange(focus.at, focus.at);
  return typed.fields.size > 0;
}
