import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, request as ask, type IncomingHttpHeaders, type Server } from "node:http";
import { createServer as createSocket, connect, type AddressInfo } from "node:net";
import { join, resolve } from "node:path";

const home = resolve(".data-test/proxies");

/** A proxy's program: the system's, else Debian's package, unpacked beside the tests and not installed. */
export function proxyProgram(name: "nginx" | "caddy"): string | undefined {
  const places = [
    join("/usr/sbin", name),
    join("/usr/bin", name),
    join(home, "usr/sbin", name),
    join(home, "usr/bin", name),
  ];
  const find = () => places.find((path) => existsSync(path));
  const there = find();
  if (there) return there;
  mkdirSync(home, { recursive: true });
  const run = (command: string, ...args: string[]) =>
    spawnSync(command, args, { cwd: home, stdio: "ignore", timeout: 300_000 }).status === 0;
  if (!run("apt-get", "download", "-q", name)) {
    run("apt-get", "update", "-q");
    run("apt-get", "download", "-q", name);
  }
  const archive = readdirSync(home).find((file) => file.startsWith(`${name}_`) && file.endsWith(".deb"));
  if (archive) run("dpkg-deb", "-x", archive, ".");
  return find();
}

/** A recipe of docs/run-it.md, with what is this machine's own put in its place; each must stand there to be replaced. */
function recipe(language: string, own: Record<string, string>): string {
  const found = new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, "m").exec(
    readFileSync("docs/run-it.md", "utf8"),
  )?.[1];
  if (found === undefined) throw new Error(`docs/run-it.md has no recipe for ${language}.`);
  return Object.entries(own).reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`The recipe for ${language} lacks “${from}”.`);
    return text.replaceAll(from, to);
  }, found);
}

async function freePort(): Promise<number> {
  const server = createSocket().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** A certificate for localhost and all names under it, signed by itself. */
function certificate(): { pem: string; key: string } {
  const [pem, key] = [join(home, "portal.pem"), join(home, "portal.key")];
  mkdirSync(home, { recursive: true });
  if (!existsSync(pem))
    spawnSync("openssl", [
      ...[
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "3650",
      ],
      ...["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,DNS:*.localhost"],
      ...["-keyout", key, "-out", pem],
    ]);
  return { pem, key };
}

type Proxy = { port: number; stop: () => Promise<void> };

async function running(port: number, program: string, args: string[]): Promise<Proxy> {
  const child: ChildProcess = spawn(program, args, {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home },
  });
  let said = "";
  child.stderr?.on("data", (piece: Buffer) => (said += piece.toString()));
  const isUp = () =>
    new Promise<boolean>((done) => {
      const socket = connect(port, "127.0.0.1", () => done(true)).on("error", () => done(false));
      socket.on("connect", () => socket.destroy());
    });
  for (const until = Date.now() + 10_000; !(await isUp());) {
    if (child.exitCode !== null || Date.now() > until) throw new Error(`${program} did not start:\n${said}`);
    await new Promise((go) => setTimeout(go, 50));
  }
  const stop = async () => {
    if (child.exitCode !== null) return;
    child.kill("SIGTERM");
    await once(child, "exit");
  };
  return { port, stop };
}

/** nginx by the recipe, before what listens on `behind`. */
export async function startNginx(program: string, behind: number): Promise<Proxy> {
  const [port, plain] = [await freePort(), await freePort()];
  const { pem, key } = certificate();
  const site = recipe("nginx", {
    "127.0.0.1:3000": `127.0.0.1:${behind}`,
    "listen 80;": `listen 127.0.0.1:${plain};`,
    "listen 443 ": `listen 127.0.0.1:${port} `,
    "portal.example.com": "localhost",
    "/etc/lodge/portal.pem": pem,
    "/etc/lodge/portal.key": key,
  });
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `${name}_temp_path ${join(home, `nginx-${name}`)};`)
    .join("\n");
  const file = join(home, `nginx-${port}.conf`);
  writeFileSync(
    file,
    `daemon off;\nmaster_process off;\npid ${home}/nginx-${port}.pid;\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n${paths}\n${site}}\n`,
  );
  return running(port, program, ["-p", home, "-e", "stderr", "-c", file]);
}

/** Caddy by the recipe, before what listens on `behind`. */
export async function startCaddy(program: string, behind: number): Promise<Proxy> {
  const port = await freePort();
  const { pem, key } = certificate();
  const site = recipe("caddy", {
    "127.0.0.1:3000": `127.0.0.1:${behind}`,
    "portal.example.com, *.portal.example.com": `https://localhost:${port}, https://*.localhost:${port}`,
    "/etc/lodge/portal.pem": pem,
    "/etc/lodge/portal.key": key,
  });
  const file = join(home, `Caddyfile-${port}`);
  writeFileSync(
    file,
    `{\n\tadmin off\n\tauto_https disable_redirects\n\tdefault_bind 127.0.0.1\n\tlog {\n\t\tlevel ERROR\n\t}\n}\n${site}`,
  );
  return running(port, program, ["run", "--adapter", "caddyfile", "--config", file]);
}

/** Stands between proxy and Lodge and keeps the headers that the proxy sent, the last first. */
export async function startBetween(
  lodge: number,
): Promise<{ port: number; seen: IncomingHttpHeaders[]; stop: () => void }> {
  const seen: IncomingHttpHeaders[] = [];
  const server: Server = createServer((request, response) => {
    seen.unshift(request.headers);
    const passed = ask(
      { host: "127.0.0.1", port: lodge, path: request.url, method: request.method, headers: request.headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        response.flushHeaders();
        answer.pipe(response);
      },
    );
    passed.on("error", () => response.destroy());
    response.on("close", () => passed.destroy());
    request.pipe(passed);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { port: (server.address() as AddressInfo).port, seen, stop };
}
