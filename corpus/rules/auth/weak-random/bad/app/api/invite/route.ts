import { generateAccessCode, inviteCode, makePin, referralCode, temporaryPassword } from "../../../lib/codes";

export async function POST() {
  return Response.json({ code: inviteCode(), access: generateAccessCode("PIER"), password: temporaryPassword(), pin: makePin(), share: referralCode() });
}
