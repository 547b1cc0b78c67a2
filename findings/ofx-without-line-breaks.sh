#!/usr/bin/env bash
# OFX 1 is SGML: an element without children needs no end tag, and a line break between elements is free. Banks send both
# shapes, each element on a line, or the whole statement on one.
#
# Seen 2026-11-30, Node.js 20: ofx-data-extractor 1.5.0 reads the first shape. Of the same statement with its line breaks
# taken out it throws a SyntaxError of JSON.parse (it turns the text into JSON by patterns that take a line for an element);
# ofx-js 1.1.1 reads both alike. In the shape that is read, the character reference of a payee's ampersand stays in the name.
#
# For Lodge: a statement that one reader refuses is no damaged file; it is received and shown as what the bank sent.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' >package.json
npm install --silent --no-audit --no-fund ofx-data-extractor@1.5.0 ofx-js@1.1.1
cat >run.mjs <<'JS'
import { Ofx } from "ofx-data-extractor";
import { parse } from "ofx-js";

const head = ["OFXHEADER:100", "DATA:OFXSGML", "VERSION:102", "SECURITY:NONE", "ENCODING:USASCII", "CHARSET:1252"];
head.push("COMPRESSION:NONE", "OLDFILEUID:NONE", "NEWFILEUID:NONE", "", "");
const elements = [
  "<OFX>",
  "<SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><DTSERVER>20260301<LANGUAGE>ENG</SONRS></SIGNONMSGSRSV1>",
  "<BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS><CURDEF>USD",
  "<BANKACCTFROM><BANKID>021000021<ACCTID>000111<ACCTTYPE>CHECKING</BANKACCTFROM>",
  "<BANKTRANLIST><DTSTART>20260101<DTEND>20260301",
  "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260131<TRNAMT>-12.50<FITID>7<NAME>Hill &amp; Sons</STMTTRN>",
  "</BANKTRANLIST><LEDGERBAL><BALAMT>1.50<DTASOF>20260301</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1>",
  "</OFX>",
].join("");
const onLines = `${head.join("\n")}${elements.replaceAll("<", "\n<").trim()}\n`;
const onOne = `${head.join("\n")}${elements}\n`;

const extracted = (text) => {
  try {
    const [first] = new Ofx(text).getBankTransferList();
    return `${first.TRNAMT} ${first.NAME}`;
  } catch (problem) {
    return problem.name;
  }
};
const parsed = async (text) => {
  const { STMTTRN } = (await parse(text)).OFX.BANKMSGSRSV1.STMTTRNRS.STMTRS.BANKTRANLIST;
  return STMTTRN.TRNAMT;
};

const seen = [
  ["ofx-data-extractor 1.5.0, an element a line", extracted(onLines), "-12.50 Hill &amp; Sons"],
  ["ofx-data-extractor 1.5.0, no line breaks", extracted(onOne), "SyntaxError"],
  ["ofx-js 1.1.1, an element a line", await parsed(onLines), "-12.50"],
  ["ofx-js 1.1.1, no line breaks", await parsed(onOne), "-12.50"],
];
for (const [what, now, then] of seen) console.log(`${what}: ${now}${now === then ? "" : ` (was ${then})`}`);
process.exit(seen.every(([, now, then]) => now === then) ? 0 : 1);
JS
node run.mjs
