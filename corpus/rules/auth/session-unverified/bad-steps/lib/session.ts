import { cookies } from "next/headers";

function readClaims(token: string) {
  const base64Url = token.split(".")[1];
  const base64 = base64Url.replace(/-/g, "+").replace(/_/g, "/");
  return JSON.parse(atob(base64));
}

export async function getCurrentUser() { // expect: auth/session-unverified
  const token = (await cookies()).get("lock")?.value;
  if (!token) return null;
  const claims = readClaims(token);
  return { id: claims.sub, role: claims.role };
}

function parts(token: string) {
  const [, claims] = token.split(".");
  return JSON.parse(Buffer.from(claims, "base64url").toString("utf-8"));
}

export async function getSession() { // expect: auth/session-unverified
  const token = (await cookies()).get("lock")?.value;
  return token ? { userId: parts(token).sub } : null;
}
