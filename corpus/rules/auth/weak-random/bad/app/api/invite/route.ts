import { inviteCode, temporaryPassword } from "../../../lib/codes";

export async function POST() {
  return Response.json({ code: inviteCode(), password: temporaryPassword() });
}
