const secret = process.env.JWT_SECRET || "test-secret";

if (secret.length < 3) throw new Error("too short");
