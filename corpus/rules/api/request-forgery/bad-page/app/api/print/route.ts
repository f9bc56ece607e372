import { chromium } from "playwright";

export async function POST(request: Request) {
  const { html } = await request.json();
  const browser = await chromium.launch();
  const page = await browser.newPage();
  await page.setContent(html); // expect: api/request-forgery
  const pdf = await page.pdf();
  await browser.close();
  return new Response(pdf);
}
