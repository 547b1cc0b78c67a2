import type { Verb } from "./verb";

/** The commands about API keys (I1). */
export const keyVerbs: Record<string, Verb> = {
  "api-key create": {
    about:
      "Makes a key for another program, which acts as the firm's first owner or as another of its staff. It is told once.",
    options: {
      firm: "hill",
      name: '"Practice software"',
      as: "ben@hill.example",
      scopes: "clients:read,requests:write",
    },
    optional: ["as", "scopes"],
    prepare: async (values) => {
      const { createApiKey, newKeyInput } = await import("@/lib/api/keys");
      const given = newKeyInput.parse(values);
      return async () => {
        const { id, key, email } = await createApiKey(given);
        return {
          result: { id, key, firm: given.firm, name: given.name, as: email, scopes: given.scopes },
          sentence: `${key}\nThis is the key of ${given.name}, which acts as ${email}. Keep it now: it is not shown again.`,
        };
      };
    },
  },
  "api-key list": {
    about: "Lists a firm's keys, with when each was last used; never the keys themselves.",
    options: { firm: "hill" },
    prepare: async ({ firm = "" }) => {
      const { apiKeyList } = await import("@/lib/api/keys");
      return async () => {
        const keys = await apiKeyList(firm);
        const lines = keys.map(({ id, name, hint, email, lastUsedAt, revokedAt }) => {
          const used = lastUsedAt ? `last used ${lastUsedAt.toISOString()}` : "never used";
          return `${id}  ${hint}…  ${name}, as ${email}, ${revokedAt ? "revoked" : used}`;
        });
        return {
          result: {
            data: keys.map(({ email, createdAt, lastUsedAt, revokedAt, ...rest }) => ({
              ...rest,
              as: email,
              created_at: createdAt,
              last_used_at: lastUsedAt,
              revoked_at: revokedAt,
            })),
          },
          sentence: lines.join("\n") || "This firm has no keys.",
        };
      };
    },
  },
  "api-key revoke": {
    about: "Revokes a key: the program that holds it is out at its next request.",
    options: { firm: "hill", id: "the id that api-key list shows" },
    prepare: async ({ firm = "", id = "" }) => {
      const { revokeApiKey } = await import("@/lib/api/keys");
      return async () => {
        await revokeApiKey(firm, id);
        return { result: { id, revoked: true }, sentence: "That key is revoked." };
      };
    },
  },
};
