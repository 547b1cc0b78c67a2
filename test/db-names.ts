export const templateName = "lodge_template";
export const testSecret = "k8Qm2ZtXv5Yb7Nc1Rd4Wf6Hg9Jp3Ls0A";

/** The role in a database address. */
export const ownerOf = (url: string): string => decodeURIComponent(new URL(url).username);
