import express, { type NextFunction, type Request, type Response } from "express";
import { sessions } from "./auth";
import { registerRoutes } from "./routes";

const app = express();
app.use(express.json());
app.use(sessions);
registerRoutes(app);

app.use((error: { status?: number; message?: string }, _req: Request, res: Response, _next: NextFunction) => {
  console.error(error);
  res.status(error.status ?? 500).json({ message: "Something went wrong" });
});

app.listen(Number(process.env.PORT ?? 5000), "0.0.0.0");
