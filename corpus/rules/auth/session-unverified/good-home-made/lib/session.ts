import { jwtVerify } from "jose";
import { cookies } from "next/headers";

const key = new TextEncoder().encode(process.env.MOORING_SECRET);

// When it runs out is looked at before the signature is paid for.
function expires(token: string) {
  return JSON.parse(Buffer.from(token.split(".")[1], "base64").toString("utf-8")).exp;
}

export async function getCurrentUser() {
  const token = (await cookies()).get("mooring")?.value;
  if (!token || expires(token) * 1000 < Date.now()) return null;
  const { payload } = await jwtVerify(token, key);
  return { id: payload.sub, role: payload.role };
}
