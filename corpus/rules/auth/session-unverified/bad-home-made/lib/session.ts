import { cookies } from "next/headers";

function claimsOf(token: string) {
  return JSON.parse(Buffer.from(token.split(".")[1], "base64").toString("utf-8"));
}

export async function getCurrentUser() { // expect: auth/session-unverified
  const token = (await cookies()).get("mooring")?.value;
  if (!token) return null;
  const claims = claimsOf(token);
  return { id: claims.sub, role: claims.role };
}
