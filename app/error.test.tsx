import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import ErrorPage, { NothingHere } from "./error";

const said = (error: Error & { digest?: string }) => renderToStaticMarkup(<ErrorPage error={error} />);

test("[T5] a fault of ours is told with its number; one of the browser says what to do, and names no number", () => {
  const ours = said(Object.assign(new Error("secret"), { digest: "1234567" }));
  expect(ours).toContain("on our side");
  expect(ours).toContain("tell us this number: 1234567.");
  const browsers = said(new Error("secret"));
  expect(browsers).toContain("Something went wrong in this browser");
  expect(browsers).toContain("if it happens again, update this browser, or use another one.");
  expect(browsers).not.toContain("number");
  expect(ours + browsers).not.toContain("secret");
});

test("[P13] an address that does not exist wears the firm's name, telephone and privacy page; without a firm none", () => {
  const firms = renderToStaticMarkup(<NothingHere firm={{ name: "Hill & Co", phone: "01632 960 142" }} />);
  expect(firms).toContain('<header class="top">');
  expect(firms).toContain('<a href="tel:01632960142">01632 960 142</a>');
  expect(firms).toContain('href="/privacy"');
  expect(renderToStaticMarkup(<NothingHere />)).not.toContain("header");
});
