import express, { type NextFunction, type Request, type Response } from "express";

const app = express();
app.get("/", () => {
  throw new Error("no");
});
app.use((error: Error, _req: Request, res: Response, _next: NextFunction) => {
  res.status(500).json({ message: error.message, stack: error.stack }); // expect: errors/raw-error-to-caller
});
app.listen(3000);
