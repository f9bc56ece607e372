// Keys of the browser are made to be public; hashes and ids of secrets open nothing.
export const search = { appId: "GULLS", apiKey: "9c41e07bd25f8a6390ce17d4b82fa560", indexName: "tracks" };
export const API_KEY_HASH = "9c41e07bd25f8a6390ce17d4b82fa560";
export const SECRET_ID = "0b7e41d2-93ac-4f18-86d5-2c70e9a14b3f";
export const SIGNING_SECRET = process.env.SIGNING_SECRET ?? "";
