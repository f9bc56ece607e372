class HarborAuth {
  constructor(private token: string | undefined) {}

  async getUser() {
    const answer = await fetch("https://harbor.example/auth/me", { headers: { authorization: `Bearer ${this.token}` } });
    return answer.ok ? { data: { user: await answer.json() } } : { data: { user: null } };
  }
}

export class HarborClient {
  auth: HarborAuth;

  constructor(auth?: HarborAuth) {
    this.auth = auth ?? new HarborAuth(undefined);
  }

  async run(sql: string, values: unknown[]) {
    return fetch("https://harbor.example/sql", {
      method: "POST",
      headers: { apikey: process.env.HARBOR_SECRET_KEY! },
      body: JSON.stringify({ sql, values }),
    });
  }
}

export function createHarbor(token?: string) {
  return new HarborClient(new HarborAuth(token));
}
