/** The floor's own Next: nothing but what a page of the same kind needs. */
export default {
  agentRules: false,
  poweredByHeader: false,
  serverExternalPackages: ["postgres"],
};
