import twilio from "twilio";

const client = twilio(process.env.TWILIO_ACCOUNT_SID, process.env.TWILIO_AUTH_TOKEN);

export async function POST(request: Request) { // expect: cost/sms-to-any-number
  const { phone } = await request.json();
  await client.messages.create({ to: phone, from: "+15550100", body: "Your code" });
  return Response.json({ sent: true });
}
