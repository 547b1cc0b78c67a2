import { expect, test } from "vitest";
import { answers, answerWith } from "./own-pages.mjs";

type Given = { method?: string; headers?: Record<string, string>; path?: string; seconds?: number };
type Name = keyof typeof answers;

function answered(name: Name, { method = "GET", headers = {}, path = "/", seconds }: Given) {
  const answer = { status: 0, headers: {} as Record<string, string | number>, body: "" };
  const response = {
    writeHead: (status: number, sent: Record<string, string | number>) =>
      Object.assign(answer, { status, headers: sent }),
    end: (body = "") => (answer.body = body),
  };
  answerWith(answers[name], { method, headers }, response, path, seconds);
  return answer;
}
const html = { accept: "text/html,*/*" };

test("[RL4] who is too many is answered 503 at once: a page that tries again, a problem, or a sentence", () => {
  const page = answered("busy", { headers: html, seconds: 4 });
  expect([page.status, page.headers["Retry-After"]]).toEqual([503, "4"]);
  expect(page.body).toContain('<meta http-equiv="refresh" content="4">');
  expect(page.body).toMatch(/<html lang="en-GB">.*<title>.*<h1>The portal is very busy just now<\/h1>/);
  const problem = answered("busy", {
    headers: { ...html, "x-lodge-request": "r1" },
    path: "/api/v1/clients",
    seconds: 2,
  });
  expect(problem.headers["Content-Type"]).toBe("application/problem+json");
  expect(JSON.parse(problem.body)).toMatchObject({ status: 503, code: "away", request_id: "r1" });
  expect(answered("busy", { headers: { accept: "*/*" }, seconds: 2 }).headers["Content-Type"]).toMatch(
    /^text\/plain/,
  );
});

test("[RL4] what was sent is never sent again by itself, and the page says how it is not lost", () => {
  const { body } = answered("busy", { method: "POST", headers: html, seconds: 4 });
  expect(body).not.toContain("refresh");
  expect(body).toMatch(/was not saved.*load this page again/);
});

test("[RL4] a page whose action finds no place is told in the words that its script knows", () => {
  const { body, headers } = answered("busy", { method: "POST", headers: { "next-action": "x" }, seconds: 2 });
  // Next hands the words on of exactly this type
  expect([headers["Content-Type"], body]).toEqual(["text/plain", "busy"]);
});

test("[T4] the front's own pages load nothing, run nothing and are framed by nobody", () => {
  for (const name of Object.keys(answers) as Name[]) {
    const { headers, body } = answered(name, { headers: html, seconds: 3 });
    expect(headers["Content-Security-Policy"]).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; frame-ancestors 'none'/,
    );
    expect(headers).toMatchObject({ "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" });
    expect(body).not.toMatch(/<script| style=| src=/);
  }
});

test("[O3] HEAD gets the head of what GET gets", () => {
  const [head, get] = ["HEAD", "GET"].map((method) =>
    answered("busy", { method, headers: html, seconds: 3 }),
  );
  expect([head?.body, head?.headers]).toEqual(["", get?.headers]);
});
