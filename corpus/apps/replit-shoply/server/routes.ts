import type { Express } from "express";
import OpenAI from "openai";
import { z } from "zod";
import { insertProductSchema } from "@shared/schema";
import { isAdmin, isAuthenticated } from "./auth";
import { getStripe } from "./replit_integrations/stripe";
import { storage } from "./storage";

const openai = new OpenAI();
const Credentials = z.object({ email: z.string().email(), password: z.string().min(8).max(200) });

export function registerRoutes(app: Express) {
  // expect: api/unlimited-auth-endpoint
  app.post("/api/login", async (req, res) => {
    const { email, password } = Credentials.parse(req.body);
    const user = await storage.findUser(email);
    // expect: auth/plaintext-password
    if (!user || user.password !== password) {
      return res.status(401).json({ message: "Wrong e-mail or password" });
    }
    req.session.userId = user.id;
    req.session.isAdmin = user.isAdmin;
    res.json({ id: user.id });
  });

  // The catalogue is public.
  // fine: api/unauthenticated-route
  app.get("/api/products", async (_req, res) => {
    res.json(await storage.products());
  });

  app.post("/api/products", isAuthenticated, isAdmin, async (req, res) => {
    const product = insertProductSchema.parse(req.body);
    res.status(201).json(await storage.createProduct(product));
  });

  app.get("/api/orders", isAuthenticated, async (req, res) => {
    res.json(await storage.ordersOf(req.session.userId!));
  });

  app.get("/api/orders/:id", isAuthenticated, async (req, res) => {
    const order = await storage.orderOf(req.session.userId!, req.params.id);
    if (!order) return res.status(404).json({ message: "Not found" });
    res.json(order);
  });

  app.post("/api/checkout", isAuthenticated, async (req, res) => {
    const { productId } = z.object({ productId: z.string() }).parse(req.body);
    const product = (await storage.products()).find((candidate) => candidate.id === productId);
    if (!product) return res.status(404).json({ message: "Not found" });
    if (!(await storage.takeFromStock(productId, 1))) return res.status(409).json({ message: "Sold out" });

    const order = await storage.createOrder(req.session.userId!, productId);
    const stripe = await getStripe();
    const session = await stripe.checkout.sessions.create({
      mode: "payment",
      line_items: [
        {
          quantity: 1,
          price_data: { currency: "usd", unit_amount: product.priceCents, product_data: { name: product.name } },
        },
      ],
      metadata: { orderId: order.id },
      success_url: `https://${process.env.REPLIT_DOMAINS?.split(",")[0]}/thanks`,
    });
    res.json({ url: session.url });
  });

  // expect: cost/paid-call-unprotected
  app.post("/api/describe", async (req, res) => {
    try {
      const { name } = z.object({ name: z.string().max(200) }).parse(req.body);
      const completion = await openai.chat.completions.create({
        model: "gpt-4o-mini",
        max_tokens: 200,
        messages: [{ role: "user", content: `A short shop description for: ${name}` }],
      });
      res.json({ text: completion.choices[0]?.message.content ?? "" });
    } catch (error: any) {
      // expect: errors/raw-error-to-caller
      res.status(500).json({ message: error.message });
    }
  });

  // Card provider's notification, without its signature.
  // expect: payments/webhook-unverified
  app.post("/api/stripe/webhook", async (req, res) => {
    console.log("stripe event", req.body.type);
    if (req.body.type === "checkout.session.completed") {
      await storage.createOrder(req.body.data.object.metadata.userId, req.body.data.object.metadata.productId);
    }
    res.json({ received: true });
  });
}
