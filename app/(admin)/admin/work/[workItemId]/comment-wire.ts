import { isOwn, wordsFor } from "../../../../own-words";

/** What the server answers to a file, or to a comment. `again`: nothing was wrong with it, another try may do. */
export type Answer =
  | { ok: true; fileId?: string | undefined }
  | { ok: false; message: string; fields?: Record<string, string> | undefined; again: boolean };

const signedOut = "You are signed out. Sign in again in another tab, then press “Send comment” again.";
const lost = "The connection was lost. Check it, then press “Send comment” again.";

/** Sends a form; `progress` counts the bytes that left. Never throws. */
export function postForm(
  address: string,
  form: FormData,
  progress: (loaded: number) => void = () => undefined,
): Promise<Answer> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("Accept", "application/json");
    request.upload.onprogress = (event) => {
      progress(event.loaded);
    };
    request.onloadend = () => {
      resolve(answerOf(request));
    };
    request.send(form);
  });
}

function answerOf(request: XMLHttpRequest): Answer {
  const { status, responseText } = request;
  if (status === 0) return { ok: false, message: lost, again: true };
  if (!isOwn(request)) return { ok: false, message: wordsFor(status), again: true };
  if (status === 403) return { ok: false, message: signedOut, again: true };
  try {
    return JSON.parse(responseText) as Answer;
  } catch {
    return { ok: false, message: wordsFor(status), again: true };
  }
}
