/** What a key may be allowed to do (I1). */
export const scopes = [
  "clients:read",
  "clients:write",
  "contacts:read",
  "contacts:write",
  "work-items:read",
  "work-items:write",
  "requests:read",
  "requests:write",
  "tasks:read",
  "tasks:write",
  "send",
  "files:read",
  "files:write",
  "devices:read",
  "devices:write",
  "audit:read",
] as const;

export type Scope = (typeof scopes)[number];
